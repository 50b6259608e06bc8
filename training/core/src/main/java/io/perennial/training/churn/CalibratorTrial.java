package io.perennial.training.churn;

import io.perennial.scoring.graph.Activation;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.LogisticFit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One score of churn under four calibrators fitted on the same rows, all of them, and set to the level of the same window,
 * to compare them on later ones. Platt's and the beta curve can be served. Isotonic regression and Venn-ABERS can't: their flat steps give users of different scores the same
 * risk, and a change within a step would have no reason.
 *
 * @param score   the score
 * @param scores  log-odds of the rows calibrated on, by models that did not see their users
 * @param churned 1 or 0
 * @param weights of the rows
 * @param yearAgo the window that gives the level, where there is one
 * @param moved   by how many log-odds that moves the served curve, and with it those that have no level of their own
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of numbers, never compared.
public record CalibratorTrial(
        ChurnScore score,
        double[] scores,
        double[] churned,
        double[] weights,
        Optional<YearAgo> yearAgo,
        double moved) {

    /** The one of the four that gives two probabilities. */
    public static final String VENN_ABERS = "venn_abers";

    /** What each calibrator makes of the score of each row, by name. */
    public Map<String, double[]> probabilities(Rows rows) {
        double[] later = score.logOdds(rows);
        Map<String, double[]> said = new LinkedHashMap<>();
        for (Calibrator.Kind kind : Calibrator.Kind.values()) {
            Calibrator latest = Calibrator.fit(kind, scores, churned, weights);
            Calibrator curve = yearAgo.map(then -> then.levelled(latest)).orElse(latest);
            said.put(
                    kind.name().toLowerCase(Locale.ROOT),
                    Arrays.stream(later).map(curve::of).toArray());
        }
        ScoreGroups groups = groups();
        double[] rates = groups.isotonic();
        said.put(
                "isotonic",
                Arrays.stream(later)
                        .map(s -> moved(inside(rates[groups.at(s)])))
                        .toArray());
        return said;
    }

    /**
     * The two probabilities of Venn-ABERS for each row: isotonic regression with the row itself added as one that stayed,
     * and as one that churned (Vovk and Petej, 2014). One of them is calibrated whatever the score is worth; how far they
     * lie apart says how much the rows know.
     */
    public double[][] pairs(Rows rows) {
        IsotonicBlocks blocks = IsotonicBlocks.of(groups());
        return Arrays.stream(score.logOdds(rows))
                .mapToObj(s -> new double[] {moved(blocks.with(s, 0)), moved(blocks.with(s, 1))})
                .toArray(double[][]::new);
    }

    /** The one probability that loses least log loss whichever of the two holds: {@code p1 / (1 - p0 + p1)}. */
    public static double merged(double[] pair) {
        return pair[1] / (1 - pair[0] + pair[1]);
    }

    private double moved(double rate) {
        return moved == 0 ? rate : Activation.SIGMOID.of(LogisticFit.logit(rate) + moved);
    }

    private ScoreGroups groups() {
        return ScoreGroups.of(scores, churned, weights);
    }

    /** A rate kept as far from 0 and 1 as one more user on the other side would keep it. */
    private double inside(double rate) {
        double unseen = 1 / (Arrays.stream(weights).sum() + 2);
        return Math.max(unseen, Math.min(1 - unseen, rate));
    }
}
