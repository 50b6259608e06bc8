package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import org.junit.jupiter.api.Test;

/** What a recipe remembers for the blends made of it. */
final class RememberedTest {

    private static final Rows ROWS = Company.shop(60, 200, 60).set().labelled().eligibleRows();

    @Test
    void the_very_rows_and_seed_are_learned_from_once() {
        ChurnRecipe recipe = new Remembered(NaiveRecipe.hiatus());
        assertSame(recipe.fit(ROWS, 1), recipe.fit(ROWS, 1));
        assertEquals("naive:hiatus", recipe.id());
    }

    @Test
    void other_rows_or_another_seed_are_learned_from_anew() {
        ChurnRecipe recipe = new Remembered(NaiveRecipe.hiatus());
        ChurnScore first = recipe.fit(ROWS, 1);
        assertNotSame(first, recipe.fit(ROWS.where(i -> true), 1));
        assertNotSame(first, recipe.fit(ROWS, 1));
        assertNotSame(recipe.fit(ROWS, 1), recipe.fit(ROWS, 2));
    }
}
