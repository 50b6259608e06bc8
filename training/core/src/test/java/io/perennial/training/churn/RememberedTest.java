package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a recipe remembers for the blends made of it. */
final class RememberedTest {

    private static final Rows ROWS = Company.shop(60, 200, 60).set().labelled().eligibleRows();

    /** A rule that counts how often it learns. */
    private static final class Counting implements ChurnRecipe {

        private final AtomicInteger times = new AtomicInteger();

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public boolean isNaive() {
            return false;
        }

        @Override
        public boolean isBlend() {
            return true;
        }

        @Override
        public String description() {
            return "the hiatus rule, counted";
        }

        @Override
        public ChurnScore fit(Rows rows, long seed) {
            times.incrementAndGet();
            return NaiveRecipe.hiatus().fit(rows, seed);
        }
    }

    @Test
    void a_blend_learns_nothing_that_its_members_have_learned_whole_or_by_folds() {
        Counting trees = new Counting();
        Counting line = new Counting();
        ChurnRecipe one = new Remembered(trees);
        ChurnRecipe other = new Remembered(line);
        for (ChurnRecipe member : new ChurnRecipe[] {one, other}) {
            CrossFit.scores(member, ROWS, 1);
            member.fit(ROWS, 1);
        }
        int before = trees.times.get() + line.times.get();
        ChurnRecipe blend = new BlendedRecipe(one, other);
        double[] scores = CrossFit.scores(blend, ROWS, 1);
        assertArrayEquals(CrossFit.scores(NaiveRecipe.hiatus(), ROWS, 1), scores, 1e-12);
        blend.fit(ROWS, 1);
        assertEquals(before, trees.times.get() + line.times.get());
    }

    @Test
    void the_same_rows_and_seed_are_learned_from_once_others_anew() {
        Counting counting = new Counting();
        ChurnRecipe recipe = new Remembered(counting);
        ChurnScore first = recipe.fit(ROWS, 1);
        assertSame(first, recipe.fit(ROWS.where(i -> true), 1));
        assertEquals(1, counting.times.get());
        assertNotSame(first, recipe.fit(ROWS.where(i -> i > 0), 1));
        assertNotSame(first, recipe.fit(ROWS, 2));
        assertEquals(3, counting.times.get());
    }

    @Test
    void what_is_said_of_the_recipe_stays_as_it_is() {
        ChurnRecipe recipe = new Remembered(new Counting());
        assertEquals("counting", recipe.id());
        assertTrue(recipe.isBlend());
    }
}
