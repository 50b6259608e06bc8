package io.perennial.training.value;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;

/**
 * Fits recipes to the rows each is meant to see: users who stayed, or everybody.
 *
 * @param set  what the money of the rows is worth
 * @param seed everything drawn depends on it alone
 */
record ValueFits(TrainingSet set, long seed) {

    /** Folds of users: each refit costs as much as the model. */
    private static final int FOLDS = 3;

    /** Value if retained as one recipe learns it; nothing where it has no rows to see. */
    Learned fit(ValueRecipe recipe, Rows rows) {
        Rows seen = seenBy(recipe, rows);
        return seen.isEmpty() ? Numbers.constant(0) : recipe.fit(seen, i -> set.value(seen, i), seed);
    }

    /** Value if retained of each row by a model that did not see its user. */
    double[] outOfFold(ValueRecipe recipe, Rows rows) {
        return rows.outOfFold(rows.folds(FOLDS, seed), 1, (fold, rest, out) -> new double[][] {
            fit(recipe, retained(rest).isEmpty() ? rows : rest).predict(out)
        })[0];
    }

    /** The rows a recipe is given. */
    static Rows seenBy(ValueRecipe recipe, Rows rows) {
        return recipe.learnsFromEverybody() ? rows : retained(rows);
    }

    /** The rows of users who stayed. */
    static Rows retained(Rows rows) {
        return rows.where(i -> rows.churned(i) == 0);
    }
}
