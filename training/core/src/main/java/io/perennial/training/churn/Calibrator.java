package io.perennial.training.churn;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Beta;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.training.evaluation.LogisticFit;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;

/**
 * A strictly monotone curve from a log-odds score to a churn probability:
 * {@code logistic(a ln s - b ln(1 - s) + c)} with {@code s} the score's own probability, beta calibration of Kull,
 * Silva Filho and Flach (2017); with {@code a = b} it is Platt scaling of the log-odds.
 *
 * @param a weight of {@code ln s}, not negative
 * @param b weight of {@code -ln(1 - s)}, not negative
 * @param c level
 */
public record Calibrator(double a, double b, double c) {

    /** Which curve is fitted. */
    public enum Kind {
        /** Slope and level of the log-odds. */
        PLATT,
        /** A slope for each tail and a level. */
        BETA
    }

    /**
     * Fits a curve by maximum likelihood on targets smoothed as by Platt (1999), so that one class stays finite. A
     * slope that would be negative is held at 0: a calibrator never turns a ranking round. Where the likelihood of a beta
     * curve has no top that is found, it is Platt's.
     *
     * @param scores  log-odds
     * @param churned 1 or 0
     * @param weights not negative
     */
    public static Calibrator fit(Kind kind, double[] scores, double[] churned, double[] weights) {
        double[] targets = smoothed(churned, weights);
        if (isConstant(scores)) {
            return level(scores, targets, weights);
        }
        return kind == Kind.PLATT ? platt(scores, targets, weights) : beta(scores, targets, weights);
    }

    private static Calibrator platt(double[] scores, double[] targets, double[] weights) {
        LogisticFit fit = LogisticFit.of(new double[][] {scores}, targets, weights);
        double slope = fit.slopes()[0];
        return slope < 0 ? level(scores, targets, weights) : new Calibrator(slope, slope, fit.intercept());
    }

    private static Calibrator beta(double[] scores, double[] targets, double[] weights) {
        double[] left = Arrays.stream(scores).map(Calibrator::logOf).toArray();
        double[] right =
                Arrays.stream(scores).map(Calibrator::minusLogOfComplement).toArray();
        LogisticFit both = LogisticFit.of(new double[][] {left, right}, targets, weights);
        if (!both.converged()) {
            return platt(scores, targets, weights);
        }
        if (both.slopes()[0] >= 0 && both.slopes()[1] >= 0) {
            return new Calibrator(both.slopes()[0], both.slopes()[1], both.intercept());
        }
        boolean keepRight = both.slopes()[0] < 0;
        LogisticFit one = LogisticFit.of(new double[][] {keepRight ? right : left}, targets, weights);
        double slope = Math.max(0, one.slopes()[0]);
        if (slope == 0) {
            return level(scores, targets, weights);
        }
        return keepRight ? new Calibrator(0, slope, one.intercept()) : new Calibrator(slope, 0, one.intercept());
    }

    private static Calibrator level(double[] scores, double[] targets, double[] weights) {
        return new Calibrator(0, 0, LogisticFit.interceptFor(new double[scores.length], targets, weights));
    }

    /** The same curve with the level at which the weighted mean probability of these rows is that of the outcomes. */
    public Calibrator withLevelOf(double[] scores, double[] churned, double[] weights) {
        double[] offsets = Arrays.stream(scores).map(this::logOdds).toArray();
        double shift = LogisticFit.interceptFor(offsets, smoothed(churned, weights), weights);
        return new Calibrator(a, b, c + shift);
    }

    /** The same curve with the level moved so far, 0 to 1, to that of another. */
    Calibrator towards(Calibrator other, double share) {
        return new Calibrator(a, b, (1 - share) * c + share * other.c);
    }

    /** The calibrated probability of a log-odds score. */
    public double of(double score) {
        return Activation.SIGMOID.of(logOdds(score));
    }

    private double logOdds(double score) {
        return a == b ? a * score + c : a * logOf(score) + b * minusLogOfComplement(score) + c;
    }

    /** The node that calibrates a node of log-odds or of shares. */
    Node node(ModelDraft draft, int score, ChurnScore.Unit unit) {
        if (unit == ChurnScore.Unit.SHARE) {
            return new Beta(score, a, b, c);
        }
        return a == b ? new Sigmoid(score, a, c) : new Beta(draft.add(new Sigmoid(score, 1, 0)), a, b, c);
    }

    /** ln s of a log-odds score, s kept as far from 0 as the published node keeps it. */
    private static double logOf(double score) {
        double s = Math.max(Beta.EDGE, Math.min(1 - Beta.EDGE, Activation.SIGMOID.of(score)));
        return StrictMath.log(s);
    }

    private static double minusLogOfComplement(double score) {
        double s = Math.max(Beta.EDGE, Math.min(1 - Beta.EDGE, Activation.SIGMOID.of(score)));
        return -StrictMath.log1p(-s);
    }

    private static double[] smoothed(double[] churned, double[] weights) {
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < churned.length; i++) {
            positive += weights[i] * churned[i];
            negative += weights[i] * (1 - churned[i]);
        }
        double high = (positive + 1) / (positive + 2);
        double low = 1 / (negative + 2);
        return Arrays.stream(churned).map(y -> y > 0.5 ? high : low).toArray();
    }

    private static boolean isConstant(double[] scores) {
        return Arrays.stream(scores).allMatch(score -> Math.abs(score - scores[0]) < 1e-12);
    }
}
