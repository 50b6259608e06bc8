package io.perennial.training.churn;

import io.perennial.scoring.registry.Metric;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.LogisticFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The final calibration: the curve is fitted on the latest closed window, cross-fitted by user; the level is taken
 * from the window one year before the as-of where there is one, since the coming window has that season. Where there
 * is none the band widens by how much the level moved between the windows that were seen. Where there is one its users
 * are resampled as well, and the band widens by a share of how far its level lies from the latest.
 */
final class Level {

    /** Fewer rows than this on one as-of calibrate nothing: all windows are used. */
    private static final int LEAST_ROWS = 200;

    /** Fewer of either outcome than this likewise. */
    private static final int LEAST_OF_A_CLASS = 20;

    /** How far, in log-odds, an unseen season may move the level where no three windows show how much it moves. */
    private static final double UNSEEN_SEASON = 0.25;

    /** Share of what the level moved since a year ago that it may fail to move back by: one season was seen once. */
    private static final double SEASON_DOUBTED = 0.25;

    private final Rows fittedOn;
    private final double[] scores;
    private final Calibrator.Kind kind;
    private final Optional<YearAgo> yearAgo;
    private final Calibrator latest;
    private final Calibrator calibrator;
    private final double widening;
    private final long seed;
    private final List<String> notes = new ArrayList<>();

    Level(TrainingSet set, Rows rows, double[] outOfFold, Calibrator.Kind kind, long seed) {
        Rows newest = rows.newest();
        boolean enough = newest.size() >= LEAST_ROWS && hasBoth(newest);
        this.fittedOn = enough ? newest : rows;
        this.scores = rows.pick(outOfFold, fittedOn);
        this.kind = kind;
        this.seed = seed;
        this.latest = Calibrator.fit(kind, scores, fittedOn.churned(), fittedOn.weights());
        Rows lastYear = set.oneYearBefore(rows);
        if (lastYear.size() >= LEAST_ROWS && hasBoth(lastYear)) {
            double trust = set.trustIn(lastYear);
            YearAgo then = new YearAgo(lastYear, rows.pick(outOfFold, lastYear), trust);
            this.yearAgo = Optional.of(then);
            this.calibrator = then.levelled(latest);
            this.widening = Math.max(1 - trust, SEASON_DOUBTED)
                    * Math.abs(then.levelOf(latest).c() - latest.c());
            notes.add("level calibrated on the window one year before the as-of, slope on the latest"
                    + (trust < 1 ? "; the log was young then, so the level is drawn to the latest too" : ""));
        } else {
            this.yearAgo = Optional.empty();
            this.calibrator = latest;
            this.widening = Metric.NORMAL_REACH
                    * levelMovement(
                            rows, outOfFold, latest, set.plan().learned().horizonDays());
            notes.add("season unseen: "
                    + (lastYear.isEmpty()
                            ? "no closed window one year before the as-of"
                            : "too few users in the closed window one year before the as-of")
                    + ", so the interval is wider");
        }
    }

    Calibrator calibrator() {
        return calibrator;
    }

    Band band() {
        return Band.of(fittedOn, scores, yearAgo, calibrator, kind, widening, seed);
    }

    /** Other calibrators of a score on the rows that this one was fitted on, at the level that this one was set to. */
    CalibratorTrial trial(ChurnScore score) {
        return new CalibratorTrial(
                score, scores, fittedOn.churned(), fittedOn.weights(), yearAgo, calibrator.c() - latest.c());
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * The standard deviation over windows of the level that each would have asked for, in log-odds. Windows that overlap
     * ask for nearly the same: of those the newest that do not are taken, and fewer than three show no movement.
     *
     * @param apart days from one such window to the next
     */
    private static double levelMovement(Rows rows, double[] scores, Calibrator curve, int apart) {
        List<Double> levels = new ArrayList<>();
        int next = Integer.MAX_VALUE;
        for (int day : newestFirst(rows)) {
            Rows window = rows.where(i -> rows.asOf(i) == day);
            if (day <= next && window.size() >= LEAST_ROWS && hasBoth(window)) {
                next = day - apart;
                double[] logits = Arrays.stream(rows.pick(scores, window))
                        .map(score -> LogisticFit.logit(curve.of(score)))
                        .toArray();
                levels.add(LogisticFit.interceptFor(logits, window.churned(), window.weights()));
            }
        }
        if (levels.size() < 3) {
            return UNSEEN_SEASON / Metric.NORMAL_REACH;
        }
        double mean = levels.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares =
                levels.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (levels.size() - 1));
    }

    private static int[] newestFirst(Rows rows) {
        return IntStream.of(rows.data().asOfs())
                .distinct()
                .boxed()
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean hasBoth(Rows rows) {
        double churned = Arrays.stream(rows.churned()).sum();
        return churned >= LEAST_OF_A_CLASS && rows.size() - churned >= LEAST_OF_A_CLASS;
    }
}
