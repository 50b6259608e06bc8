package io.perennial.training.value;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.scaled;
import static io.perennial.training.evaluation.Totals.times;

import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.value.ValueJudging.Judged;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Learns what was chosen, and what stands in for it, once more on all closed windows, and brings its total to what came.
 *
 * @param set    what to learn from
 * @param churn  the churn model in front
 * @param fits   the NBD family, for all who learn from this set
 * @param longer what a horizon longer than any closed window adds
 * @param rows   the eligible rows of all closed windows
 * @param seed   everything drawn depends on it alone
 */
record ValueRefit(TrainingSet set, ChurnModel churn, PurchaseFits fits, Longer longer, Rows rows, long seed) {

    /** One of those judged, the best naive rule, and what is told of it. */
    record Choice(Judged one, Judged floor, List<ValueCandidate> candidates, String verdict) {}

    /**
     * One candidate refitted on all closed windows, and the factor that makes its total right.
     *
     * @param learned    what was learned, before its level
     * @param level      the factor on the window learned on
     * @param carry      the factor from there to the served window, 1 where they are one
     * @param worth      for each row its value if retained by a model that did not see its user, before its level
     * @param held       the same times the chance of staying
     * @param note       which window the level is of, one sentence
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns over the rows, never compared.
    private record Levelled(Learned learned, double level, double carry, double[] worth, double[] held, String note) {

        Learned ifRetained() {
            return Numbers.scaled(learned, level * carry, 0);
        }
    }

    /** The value if retained of each user by a recipe, as it would be served. */
    Learned ifRetained(ValueRecipe recipe) {
        return levelled(recipe).ifRetained();
    }

    /** The model of a choice. */
    ValueModel model(ValueJudging judging, Choice choice, Purchases purchases) {
        Judged champion = choice.one();
        Levelled refit = levelled(champion.recipe());
        double[] came = set.values(rows);
        double level = level(refit.held(), came, rows.weights());
        return new ValueModel(
                new Chosen(
                        champion.recipe().id(),
                        champion.recipe().isNaive(),
                        choice.verdict(),
                        judging.split().sentence(set.plan()),
                        Stream.concat(longer.note().stream(), Stream.of(refit.note(), purchases.note()))
                                .toList()),
                refit.ifRetained(),
                purchases,
                alive(),
                ValueInterval.of(scaled(refit.held(), level), came, rows.weights())
                        .times(longer.growth()),
                ValueMedian.of(stay(), scaled(refit.worth(), level), came, rows.weights()),
                refit.learned(),
                choice.candidates(),
                judging.deciles(champion),
                judging.slices(champion, choice.floor()),
                judging.coverage(champion),
                rows.spread(scaled(refit.held(), refit.level())),
                Optional.empty());
    }

    /** The calibrated naive rule of these that did best, to stand in for a model; empty where none is of the sort. */
    Optional<ValueModel> standIn(ValueModel model, ValueJudging judging, List<Judged> others, Judged floor) {
        String verdict = "the best naive rule beside " + model.chosen().family()
                + ", there to stand in for it when it is killed";
        return judging.best(others, true, false)
                .map(rule -> new Choice(rule, floor, model.candidates(), verdict))
                .map(choice -> model(judging, choice, model.purchases()));
    }

    private Levelled levelled(ValueRecipe recipe) {
        ValueFits values = new ValueFits(set, seed);
        SeasonLevel season = SeasonLevel.of(set, rows);
        double[] worth = values.outOfFold(recipe, rows);
        double[] held = times(stay(), worth);
        double level = season.of(part -> level(rows.pick(held, part), set.values(part), part.weights()));
        double carry = longer.growth() * level(times(longer.stay(rows), worth), held, rows.weights());
        Rows of = season.window();
        String note = season.note(rows.pick(held, of), set.values(of));
        return new Levelled(values.fit(recipe, rows), level, carry, worth, held, note);
    }

    /** The chance of staying of each row by models that did not see its user. */
    private double[] stay() {
        return rows.of(i -> 1 - churn.heldOut()[rows.row(i)]);
    }

    /** P(alive) of today's users, where purchases are all that staying means and dropout is identified. */
    private Optional<Learned> alive() {
        return fits.newest().flatMap(process -> process.alive(set.plan().served()));
    }
}
