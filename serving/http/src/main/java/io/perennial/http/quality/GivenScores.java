package io.perennial.http.quality;

import io.perennial.http.decision.Decision;
import io.perennial.http.decision.GivenAnswers;
import io.perennial.http.quality.LiveQuality.Bin;
import io.perennial.http.quality.LiveQuality.NextOutcome;
import io.perennial.http.quality.Ranking.Case;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.References;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
     * @param ids         names of the features
     * @param references  what the version was made from; without them no feature can drift
     * @param batch       how the scores of the batch are spread; empty where no population is loaded that this version scored
     * @param nextOutcome from when on the outcome of one more can be told
     */
    LiveQuality judged(
            ModelId model,
            List<String> ids,
            Optional<References> references,
            Distribution batch,
            Optional<NextOutcome> nextOutcome) {
        return new LiveQuality(
                model,
                scores().size(),
                outcomes.size(),
                search,
                given.unreadable(),
                given.since(),
                drift(
                        Drift.CHURN,
                        batch,
                        scores().stream().map(GivenScores::churn).toList()),
                references.map(known -> drifted(ids, known)).orElse(List.of()),
                calibration(),
                Ranking.auc(told().stream().map(p -> new Case(p, p)).toList()),
                Ranking.auc(known()),
                nextOutcome);
    }

    private List<Decision> scores() {
        return given.decisions();
    }

    /** Every feature, those that are gone first, then those that moved most. */
    private List<Drift> drifted(List<String> ids, References references) {
        return IntStream.range(0, ids.size())
                .mapToObj(feature -> drift(
                        ids.get(feature),
                        references.peers().spread(PeerGroup.EVERYBODY, feature),
                        scores().stream()
                                .map(score -> score.subject().row().features()[feature])
                                .toList()))
                .sorted(Comparator.comparingDouble(GivenScores::downwards))
                .toList();
    }

    private static double downwards(Drift drift) {
        if (drift.isGone()) {
            return Double.NEGATIVE_INFINITY;
        }
        return Double.isNaN(drift.stability()) ? 0 : -drift.stability();
    }

    private static Drift drift(String id, Distribution reference, List<Double> values) {
        Tenths tenths = new Tenths(reference);
        values.forEach(tenths::add);
        return new Drift(id, tenths.recorded(), tenths.missing(), tenths.stability(), tenths.isGone());
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

    private static double churn(Decision score) {
        return score.values().getOrDefault(Drift.CHURN, Double.NaN);
    }
}
