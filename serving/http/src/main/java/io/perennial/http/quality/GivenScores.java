package io.perennial.http.quality;

import io.perennial.http.decision.Decision;
import io.perennial.http.decision.GivenAnswers;
import io.perennial.http.quality.LiveQuality.Bin;
import io.perennial.http.quality.Ranking.Case;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Scores that were given, with what came of them. Pure.
 *
 * @param given    the newest, newest first, one for each user and as-of, all of one version
 * @param outcomes scores of the same version, as a rule older ones, of which the outcome is known
 * @param search   whether more such outcomes may be found
 */
record GivenScores(GivenAnswers given, List<Known> outcomes, Search search) {

    private static final int BINS = 10;

    /**
     * A score whose outcome window is over.
     *
     * @param score   as it was told
     * @param churned whether the user churned
     */
    record Known(Decision score, boolean churned) {

        private double probability() {
            return churn(score);
        }
    }

    /**
     * How good they are.
     *
     * @param model   the version that gave them
     * @param against what they are held against
     * @param coming  when the outcome of one more can be told
     */
    LiveQuality judged(ModelId model, Yardsticks against, ComingOutcomes coming) {
        DriftSketch sketch = DriftSketch.of(given.decisions(), against);
        double realised = Ranking.auc(known().map(one -> new Case(one.probability(), one.churned() ? 1 : 0))
                .toList());
        return new LiveQuality(
                model,
                given.decisions().size(),
                outcomes.size(),
                search,
                given.unreadable(),
                given.since(),
                sketch.churn(),
                sketch.features(),
                calibration(),
                expected(given.decisions().stream().mapToDouble(GivenScores::churn)),
                expected(known().mapToDouble(Known::probability)),
                realised,
                AreaInterval.of(realised, users(true), users(false)),
                coming);
    }

    /** The area that is to be expected of these probabilities if they are calibrated. */
    private static double expected(DoubleStream told) {
        return Ranking.auc(
                told.filter(p -> !Double.isNaN(p)).mapToObj(p -> new Case(p, p)).toList());
    }

    /** Probabilities told and shares that came true, by tenths of the probability. */
    private List<Bin> calibration() {
        double[] told = new double[BINS];
        int[] users = new int[BINS];
        int[] churned = new int[BINS];
        known().forEach(one -> {
            int bin = Distribution.bin(one.probability(), BINS);
            told[bin] += one.probability();
            users[bin]++;
            churned[bin] += one.churned() ? 1 : 0;
        });
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (users[bin] > 0) {
                bins.add(new Bin(users[bin], told[bin] / users[bin], (double) churned[bin] / users[bin]));
            }
        }
        return bins;
    }

    private Stream<Known> known() {
        return outcomes.stream().filter(one -> !Double.isNaN(one.probability()));
    }

    /** How many different users left, or did not, as far as it is known. */
    private int users(boolean churned) {
        return (int) known().filter(one -> one.churned() == churned)
                .map(one -> one.score().user())
                .distinct()
                .count();
    }

    private static double churn(Decision score) {
        return score.values().getOrDefault(Drift.CHURN, Double.NaN);
    }
}
