package io.perennial.training.value;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Totals;
import io.perennial.training.learner.Learned;

/**
 * A candidate or rule of the value model as it would be served, for a back-test.
 *
 * @param id         its id
 * @param naive      whether it is a naive rule
 * @param asItStands whether it is a rule of thumb without a churn model in front and without a level
 * @param values     what it says of rows
 */
public record ValueEntrant(String id, boolean naive, boolean asItStands, Values values) {

    /** Says what users are worth in the served window, major units. */
    public interface Values {
        /**
         * The value of each row.
         *
         * @param churn the served churn probability of each row
         */
        double[] of(Rows rows, double[] churn);
    }

    static ValueEntrant of(NaiveValue rule, TrainingSet set) {
        return of(rule, set.valuePerMajor());
    }

    /** The rate of spend of the last year carried on for so many days, a unit of money being worth this. */
    public static ValueEntrant yearRate(int days, double unit) {
        return of(NaiveValue.yearRate(days), unit);
    }

    private static ValueEntrant of(NaiveValue rule, double unit) {
        return new ValueEntrant(rule.id(), true, true, (rows, churn) -> Totals.scaled(rule.asItStands(rows), unit));
    }

    static ValueEntrant of(ValueRecipe recipe, Learned ifRetained) {
        return new ValueEntrant(
                recipe.id(),
                recipe.isNaive(),
                false,
                (rows, churn) -> Totals.times(rows.of(i -> 1 - churn[i]), ifRetained.predict(rows.features())));
    }

    /** A learned value that asks no churn model. */
    static ValueEntrant alone(String id, Learned value) {
        return new ValueEntrant(id, false, false, (rows, churn) -> value.predict(rows.features()));
    }
}
