package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Totals;
import io.perennial.training.learner.PurchaseFits;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that every way to learn what a user is worth keeps, learned or naive. */
final class ValueRecipeLawsTest {

    private static final TrainingSet SET = Company.shop(250, 200, 60).set();
    private static final Rows ROWS = SET.labelled().eligibleRows();
    private static final ValueFits FITS = new ValueFits(SET, 5);

    static Stream<ValueRecipe> recipes() {
        return Stream.of(
                        NaiveValue.all(180).stream(),
                        Stream.of(new NbdValue(SET, SET.plan().learned(), new PurchaseFits(SET))),
                        Stream.of(LearnedValue.values()),
                        Stream.of(LognormalValue.of(SET)))
                .flatMap(some -> some);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void the_same_rows_and_seed_give_the_same_value(ValueRecipe recipe) {
        assertArrayEquals(
                FITS.fit(recipe, ROWS).predict(ROWS.features()),
                FITS.fit(recipe, ROWS).predict(ROWS.features()),
                recipe.id());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void nobody_is_worth_less_than_nothing_or_more_than_can_be_counted(ValueRecipe recipe) {
        double[] values = FITS.fit(recipe, ROWS).predict(ROWS.features());
        assertTrue(
                Arrays.stream(values).allMatch(value -> value >= 0 && value < 1e9),
                recipe.id() + " " + Arrays.stream(values).summaryStatistics());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void nobody_is_valued_by_a_model_that_saw_them(ValueRecipe recipe) {
        int[] folds = ROWS.folds(3, 5);
        Rows held = ROWS.where(i -> folds[i] == 0);
        Rows others = ROWS.without(held);
        assertArrayEquals(
                FITS.fit(recipe, others).predict(held), ROWS.pick(FITS.outOfFold(recipe, ROWS), held), recipe.id());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void where_everybody_left_the_value_is_zero_or_comes_from_purchases_alone(ValueRecipe recipe) {
        Rows left = ROWS.where(i -> ROWS.churned(i) == 1);
        double[] values = FITS.fit(recipe, left).predict(left.features());
        assertTrue(
                recipe.learnsFromEverybody() || Arrays.stream(values).allMatch(value -> value == 0),
                recipe.id() + " " + Arrays.stream(values).summaryStatistics());
    }

    @Test
    void the_family_values_a_day_by_what_was_visible_on_it_whatever_days_it_is_given() {
        ValueRecipe nbd = new NbdValue(SET, SET.plan().learned(), new PurchaseFits(SET));
        Rows newest = ROWS.newest();
        Rows before = ROWS.where(i -> ROWS.asOf(i) < newest.asOf(0));
        assertArrayEquals(
                FITS.fit(nbd, newest).predict(newest), FITS.fit(nbd, before).predict(newest));
    }

    @Test
    void as_much_as_all_that_is_visible_is_a_rule_as_it_stands() {
        NaiveValue rule = NaiveValue.all(180).stream()
                .filter(one -> one.id().equals("naive:all_visible"))
                .findFirst()
                .orElseThrow();
        int lifetime = ROWS.data().column("spend_lifetime");
        assertArrayEquals(ROWS.of(i -> ROWS.features(i)[lifetime]), rule.asItStands(ROWS), 1e-9);
    }

    @Test
    void the_level_makes_totals_equal_and_is_1_where_there_is_nothing() {
        double[] ones = {1, 1};
        assertEquals(2.5, Totals.level(new double[] {1, 3}, new double[] {4, 6}, ones), 1e-15);
        assertEquals(1, Totals.level(new double[] {0, 0}, new double[] {4, 6}, ones), 0);
        assertEquals(1, Totals.level(new double[] {1, 3}, new double[] {0, 0}, ones), 0);
    }
}
