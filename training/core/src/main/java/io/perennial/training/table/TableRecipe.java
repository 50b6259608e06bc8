package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.training.churn.Calibrator;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.churn.CrossFit;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.learner.Learned;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * All that is learned from a set of training rows and from nothing else: the settings of every family, the curves that
 * make their scores probabilities, the weights of the pool, and the final curve. Where a weight is not above 0 the
 * families do not belong together, and the one with the smaller log loss is used alone. Where plain logistic regression
 * has a smaller log loss than either, on the same rows by models that did not see them, that is used: on few rows all
 * that families may choose among costs more than it gives.
 *
 * @param schema what the rows mean
 * @param seed   everything drawn depends on it alone
 */
record TableRecipe(TableSchema schema, long seed) {

    private static final int FOLDS = 3;

    /**
     * One family with the setting its out-of-fold log loss chose.
     *
     * @param logOdds its score of each training row, by a model that did not see the row
     * @param loss    the log loss of the same as probabilities, by curves that other rows gave
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    record Tuned(Family family, int setting, ChurnScore score, Calibrator calibrator, double[] logOdds, double loss) {

        /** The probability of each row. */
        double[] probabilities(Rows rows) {
            return Arrays.stream(score.logOdds(rows)).map(calibrator::of).toArray();
        }
    }

    /**
     * What the training rows gave.
     *
     * @param tuned      every family, in their order
     * @param id         what is used: a family's id, {@code pool} or that of {@link Formula#PLAIN}
     * @param score      its score
     * @param calibrator the curve that makes it a probability
     * @param kind       which curve
     * @param outOfFold  the score's log-odds for each training row, by models that did not see the row
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    record Fit(
            List<Tuned> tuned,
            String id,
            String description,
            ChurnScore score,
            Calibrator calibrator,
            Calibrator.Kind kind,
            double[] outOfFold) {

        double[] probabilities(Rows rows) {
            return Arrays.stream(score.logOdds(rows)).map(calibrator::of).toArray();
        }
    }

    /** Learns from rows that hold both outcomes. */
    Fit learn(Rows rows) {
        int[] folds = StratifiedFolds.of(rows, FOLDS, seed);
        List<Tuned> tuned = Arrays.stream(Family.values())
                .map(family -> tuned(family, rows, folds))
                .toList();
        Tuned best =
                tuned.stream().reduce((a, b) -> b.loss() < a.loss() ? b : a).orElseThrow();
        double[] left = tuned.get(0).logOdds();
        double[] right = tuned.get(1).logOdds();
        double[] weights = Pool.weights(left, right, rows);
        boolean together = weights[0] > 0 && weights[1] > 0;
        Fit flexible = together ? pool(rows, tuned, weights) : alone(tuned, best);
        Fit plain = plain(rows, tuned, folds);
        return crossFitted(rows, plain.outOfFold()) < crossFitted(rows, flexible.outOfFold()) ? plain : flexible;
    }

    /** The log loss of a score as probabilities, by curves that other rows gave. */
    private double crossFitted(Rows rows, double[] logOdds) {
        return loss(rows, CrossFit.probabilities(Calibrator.Kind.PLATT, rows, logOdds, seed));
    }

    private static double loss(Rows rows, double[] probabilities) {
        return ChurnMetrics.of(probabilities, rows.churned(), rows.weights()).logLoss();
    }

    private Tuned tuned(Family family, Rows rows, int[] folds) {
        List<Integer> settings = IntStream.range(0, family.settings()).boxed().toList();
        double[][] scores = rows.outOfFold(
                folds, settings.size(), (fold, rest, out) -> family.fit(schema, rest, settings, seed + fold).stream()
                        .map(score -> score.logOdds(out))
                        .toArray(double[][]::new));
        return best(family, rows, scores);
    }

    private Tuned best(Family family, Rows rows, double[][] scores) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int setting = 0; setting < scores.length; setting++) {
            double loss = crossFitted(rows, scores[setting]);
            if (loss < least) {
                best = setting;
                least = loss;
            }
        }
        Calibrator curve = Calibrator.fit(Calibrator.Kind.PLATT, scores[best], rows.churned(), rows.weights());
        ChurnScore score = family.fit(schema, rows, List.of(best), seed).get(0);
        return new Tuned(family, best, score, curve, scores[best], least);
    }

    private Fit plain(Rows rows, List<Tuned> tuned, int[] folds) {
        double[] outOfFold = rows.outOfFold(folds, 1, (fold, rest, out) ->
                new double[][] {Formula.PLAIN.fit(schema, rest, seed + fold).logOdds(out)})[0];
        return new Fit(
                tuned,
                Formula.PLAIN.id(),
                "plain logistic regression, a ridge of 1 on every number and value",
                Formula.PLAIN.fit(schema, rows, seed),
                Calibrator.fit(Calibrator.Kind.PLATT, outOfFold, rows.churned(), rows.weights()),
                Calibrator.Kind.PLATT,
                outOfFold);
    }

    private static Fit alone(List<Tuned> tuned, Tuned best) {
        return new Fit(
                tuned,
                best.family().id(),
                best.family().description() + ", " + best.family().setting(best.setting()),
                best.score(),
                best.calibrator(),
                Calibrator.Kind.PLATT,
                best.logOdds());
    }

    private static Fit pool(Rows rows, List<Tuned> tuned, double[] weights) {
        double[] outOfFold = Pool.pooled(tuned.get(0).logOdds(), tuned.get(1).logOdds(), weights);
        List<Learned> members = tuned.stream().map(one -> one.score().learned()).toList();
        return new Fit(
                tuned,
                "pool",
                String.format(
                        Locale.ROOT,
                        "log-odds %.2f x %s (%s) + %.2f x %s (%s)",
                        weights[0],
                        tuned.get(0).family().id(),
                        tuned.get(0).family().setting(tuned.get(0).setting()),
                        weights[1],
                        tuned.get(1).family().id(),
                        tuned.get(1).family().setting(tuned.get(1).setting())),
                new ChurnScore(new Pool(members, Doubles.of(weights)), ChurnScore.Unit.LOG_ODDS),
                Calibrator.fit(Calibrator.Kind.PLATT, outOfFold, rows.churned(), rows.weights()),
                Calibrator.Kind.PLATT,
                outOfFold);
    }
}
