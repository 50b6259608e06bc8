package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.SurvivalFigures;
import java.util.Locale;
import java.util.Optional;

/**
 * Which curve says when in the window users come back: the hazard's only where, under the champion's own probabilities,
 * it lies nearer to what happened than a constant rate of return does, with the whole interval.
 *
 * @param curve the one to serve
 * @param note  what was found, one sentence
 */
record Timing(ReturnCurve curve, String note) {

    /** A constant rate, since nothing better can be known. */
    static Timing constant(int horizonDays, String why) {
        return new Timing(
                new ConstantRate(Intervals.of(horizonDays)), "days of return by each user's constant rate: " + why);
    }

    /**
     * The choice.
     *
     * @param recipe learns the hazard
     * @param learn  rows to learn from for the choice
     * @param judge  rows to choose by, of other users or a later period
     * @param churn  the champion's probabilities of those, by a model that did not learn from them
     * @param all    every row of a closed window
     */
    static Timing chosen(HazardRecipe recipe, Rows learn, Rows judge, double[] churn, Rows all, long seed) {
        Optional<String> obstacle = recipe.obstacle(all).or(() -> recipe.obstacle(learn));
        if (obstacle.isPresent()) {
            return constant(recipe.horizonDays(), obstacle.get());
        }
        Interval gap = gap(recipe.learn(learn, seed), judge, churn, seed);
        String said = String.format(
                Locale.ROOT,
                "integrated Brier score less that of a constant rate %+.4f (%+.4f to %+.4f)",
                gap.estimate(),
                gap.low(),
                gap.high());
        return gap.isBelowZero()
                ? new Timing(recipe.learn(all, seed), "days of return by the hazard: " + said)
                : constant(recipe.horizonDays(), "the hazard is not better beyond chance, " + said);
    }

    private static Interval gap(ReturnHazard hazard, Rows rows, double[] churn, long seed) {
        double[][] curves = hazard.curves(rows, churn);
        Intervals intervals = hazard.intervals();
        double[] ours = rows.of(i -> SurvivalFigures.error(curves[i], intervals.holding(rows.firstActiveDay(i))));
        double[] constant = rows.of(i ->
                SurvivalFigures.error(intervals.constantRate(churn[i]), intervals.holding(rows.firstActiveDay(i))));
        return new ClusterBootstrap(rows.users(), rows.weights(), seed).difference(ours, constant);
    }
}
