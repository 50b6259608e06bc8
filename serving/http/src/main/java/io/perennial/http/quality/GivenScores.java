package io.perennial.http.quality;

import io.perennial.http.decision.Decision;
import io.perennial.http.decision.GivenAnswers;
import io.perennial.http.quality.LiveQuality.Bin;
import io.perennial.http.quality.LiveQuality.NextOutcome;
import io.perennial.http.quality.Ranking.Case;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores that were given, with what came of them. Pure.
 *
 * @param given    scores, newest first, one for each user and as-of, all of one version
 * @param outcomes whether the user churned, of those scores whose outcome window is over, by the score's place
 * @param search   whether more such outcomes may be found
 */
record GivenScores(GivenAnswers given, Map<Integer, Boolean> outcomes, Search search) {

    private static final int BINS = 10;

    /**
     * How good they are.
     *
     * @param model       the version that gave them
     * @param against     what they are held against
     * @param nextOutcome from when on the outcome of one more can be told
     */
    LiveQuality judged(ModelId model, Yardsticks against, Optional<NextOutcome> nextOutcome) {
        DriftSketch sketch = DriftSketch.of(scores(), against);
        double realised = Ranking.auc(known());
        return new LiveQuality(
                model,
                scores().size(),
                outcomes.size(),
                search,
                given.unreadable(),
                given.since(),
                sketch.churn(),
                sketch.features(),
                calibration(),
                Ranking.auc(told().stream().map(p -> new Case(p, p)).toList()),
                realised,
                AreaInterval.of(realised, users(true), users(false)),
                nextOutcome);
    }

    private List<Decision> scores() {
        return given.decisions();
    }

    /** Probabilities told and shares that came true, by tenths of the probability. */
    private List<Bin> calibration() {
        double[] told = new double[BINS];
        int[] users = new int[BINS];
        int[] churned = new int[BINS];
        for (Case one : known()) {
            int bin = Distribution.bin(one.probability(), BINS);
            told[bin] += one.probability();
            users[bin]++;
            churned[bin] += (int) one.churned();
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (users[bin] > 0) {
                bins.add(new Bin(users[bin], told[bin] / users[bin], (double) churned[bin] / users[bin]));
            }
        }
        return bins;
    }

    private List<Double> told() {
        return scores().stream()
                .map(GivenScores::churn)
                .filter(p -> !Double.isNaN(p))
                .toList();
    }

    private List<Case> known() {
        return outcomes.entrySet().stream()
                .map(outcome -> new Case(churn(scores().get(outcome.getKey())), outcome.getValue() ? 1 : 0))
                .filter(one -> !Double.isNaN(one.probability()))
                .toList();
    }

    /** How many different users left, or did not, as far as it is known. */
    private int users(boolean churned) {
        return (int) outcomes.entrySet().stream()
                .filter(outcome -> outcome.getValue() == churned)
                .map(outcome -> scores().get(outcome.getKey()))
                .filter(score -> !Double.isNaN(churn(score)))
                .map(Decision::user)
                .distinct()
                .count();
    }

    private static double churn(Decision score) {
        return score.values().getOrDefault(Drift.CHURN, Double.NaN);
    }
}
