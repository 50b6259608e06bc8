package io.perennial.scoring.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What each node says of known inputs. */
class NodeTest {

    private static final double NONE = Double.NaN;

    private static double[] of(Node node, double[]... inputs) {
        int[] widths = new int[inputs.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = inputs[i].length;
        }
        double[] out = new double[node.width(widths)];
        node.evaluate(inputs, new double[node.scratch(widths)], out);
        return out;
    }

    private static double[] row(double... values) {
        return values;
    }

    @Test
    void impute_fills_missing_values_and_flags_them() {
        Impute impute = new Impute(0, Doubles.of(7, 8, 9), Ints.of(1, 2));
        assertArrayEquals(row(1, 8, 3, 1, 0), of(impute, row(1, NONE, 3)));
    }

    @Test
    void select_joins_vectors_end_to_end() {
        Select select = new Select(Ints.of(0, 1), Ints.of(3, 0, 2));
        assertArrayEquals(row(40, 10, 30), of(select, row(10, 20), row(30, 40)));
    }

    @Test
    void one_hot_is_all_zero_for_a_missing_or_unknown_category() {
        OneHot oneHot = new OneHot(0, 1, Doubles.of(1, 2, 5));
        assertArrayEquals(row(0, 1, 0), of(oneHot, row(9, 2)));
        assertArrayEquals(row(0, 0, 0), of(oneHot, row(9, 3)));
        assertArrayEquals(row(0, 0, 0), of(oneHot, row(9, NONE)));
    }

    @Test
    void spread_gives_a_missing_or_unknown_category_the_shares_of_all() {
        Spread spread = new Spread(0, 1, Doubles.of(1, 2, 5), Doubles.of(0.5, 0.3, 0.2));
        assertArrayEquals(row(0, 1, 0), of(spread, row(9, 2)));
        assertArrayEquals(row(0.5, 0.3, 0.2), of(spread, row(9, 3)));
        assertArrayEquals(row(0.5, 0.3, 0.2), of(spread, row(9, NONE)));
    }

    @Test
    void a_value_on_the_threshold_goes_left_only_where_the_comparison_holds_equality() {
        Tree tree = new Tree.Split(0, 0.5, true, 2, new Tree.Leaf(-1, 1), new Tree.Leaf(1, 1));
        Forest forest = Forest.of(List.of(tree));
        for (Trees.Comparison comparison : Trees.Comparison.values()) {
            Trees trees = new Trees(0, forest, comparison, Trees.Precision.DOUBLE, 10, Trees.Combine.SUM);
            double onThreshold = comparison == Trees.Comparison.LESS ? 11 : 9;
            assertArrayEquals(row(onThreshold), of(trees, row(0.5)));
            assertArrayEquals(row(9), of(trees, row(Math.nextDown(0.5))));
            assertArrayEquals(row(11), of(trees, row(Math.nextUp(0.5))));
            assertArrayEquals(row(9), of(trees, row(NONE)));
            assertArrayEquals(row(9), of(trees, row(Double.NEGATIVE_INFINITY)));
            assertArrayEquals(row(11), of(trees, row(Double.POSITIVE_INFINITY)));
        }
    }

    @Test
    void a_float_forest_rounds_its_columns_first() {
        double threshold = 0.1f;
        Tree tree = new Tree.Split(0, threshold, false, 2, new Tree.Leaf(-1, 1), new Tree.Leaf(1, 1));
        Forest forest = Forest.of(List.of(tree));
        Trees floats = new Trees(0, forest, Trees.Comparison.LESS, Trees.Precision.FLOAT, 0, Trees.Combine.AVERAGE);
        Trees doubles = new Trees(0, forest, Trees.Comparison.LESS, Trees.Precision.DOUBLE, 0, Trees.Combine.AVERAGE);
        // 0.1 as a double is below 0.1f, as a float it is 0.1f.
        assertArrayEquals(row(1), of(floats, row(0.1)));
        assertArrayEquals(row(-1), of(doubles, row(0.1)));
    }

    @Test
    void covers_are_counted_from_rows_and_never_nothing() {
        Tree tree = new Tree.Split(
                0,
                0.5,
                false,
                1,
                new Tree.Leaf(1, 1),
                new Tree.Split(1, 0.5, false, 1, new Tree.Leaf(2, 1), new Tree.Leaf(3, 1)));
        Trees trees = new Trees(
                0, Forest.of(List.of(tree)), Trees.Comparison.LESS, Trees.Precision.DOUBLE, 0, Trees.Combine.SUM);
        Trees counted = trees.covered(new double[][] {row(0, 0), row(0, 1), row(1, 0)}, row(1, 1, 2));
        Forest forest = counted.forest();
        int root = forest.root(0);
        assertEquals(4, forest.cover(root));
        assertEquals(2, forest.cover(forest.child(root)));
        int no = forest.child(root) + 1;
        assertEquals(2, forest.cover(forest.child(no)));
        assertEquals(0.5, forest.cover(forest.child(no) + 1));
    }

    @Test
    void shares_split_a_whole_over_the_first_columns() {
        Shares shares = new Shares(0, 2);
        assertArrayEquals(row(0.25, 0.75, 2), of(shares, row(1, 3, 8)));
        assertArrayEquals(row(0.5, 0.5, 0.5), of(shares, row(0, 0, 8)));
        assertThrows(IllegalArgumentException.class, () -> of(shares, row(1)));
    }

    @Test
    void a_rule_has_a_bin_for_missing_values() {
        Rule rule = new Rule(
                0,
                List.of(new Rule.Axis(0, Doubles.of(30)), new Rule.Axis(1, Doubles.zeros(0))),
                Doubles.of(1, 2, 3, 4, 5, 6));
        assertArrayEquals(row(1), of(rule, row(29, 0)));
        assertArrayEquals(row(3), of(rule, row(30, 0)));
        assertArrayEquals(row(4), of(rule, row(31, NONE)));
        assertArrayEquals(row(5), of(rule, row(NONE, 9)));
        assertArrayEquals(row(6), of(rule, row(NONE, NONE)));
    }

    @Test
    void a_hazard_cumulates_to_the_complement_of_survival() {
        assertArrayEquals(row(0.5, 0.75, 1), of(new Hazard(0), row(0.5, 0.5, 1)));
    }

    @Test
    void a_quantile_curve_is_linear_between_knots_and_flat_outside() {
        Quantile curve = new Quantile(0, Doubles.of(0, 1), Doubles.of(10, 20));
        assertArrayEquals(row(10), of(curve, row(-5)));
        assertArrayEquals(row(12.5), of(curve, row(0.25)));
        assertArrayEquals(row(20), of(curve, row(9)));
    }

    @Test
    void a_step_takes_its_new_value_on_the_knot() {
        Step step = new Step(0, Doubles.of(1), Doubles.of(-1, 1));
        assertArrayEquals(row(-1), of(step, row(Math.nextDown(1.0))));
        assertArrayEquals(row(1), of(step, row(1)));
    }

    @Test
    void beta_calibration_with_unit_weights_changes_nothing() {
        assertEquals(0.3, of(new Beta(0, 1, 1, 0), row(0.3))[0], 1e-15);
        assertTrue(of(new Beta(0, 1, 1, 0), row(0))[0] > 0);
        assertTrue(of(new Beta(0, 1, 1, 0), row(1))[0] < 1);
    }

    @Test
    void product_and_blend_spread_a_single_number_over_all_columns() {
        assertArrayEquals(row(0.25 * 2, 0.25 * 3), of(new Product(Ints.of(0, 1), Ints.of(1, 0)), row(0.75), row(2, 3)));
        assertArrayEquals(row(11, 12), of(new Blend(Ints.of(0, 1), Doubles.of(10, 0.5), 0), row(1), row(2, 4)));
    }

    @Test
    void an_lstm_of_one_step_is_its_formula() {
        Lstm lstm = new Lstm(
                0,
                1,
                1,
                1,
                Doubles.of(0.1, 0.2, 0.3, 0.4),
                Doubles.of(1, 1, 1, 1),
                Doubles.of(0.01, 0.02, 0.03, 0.04),
                Lstm.Emit.LAST);
        double x = 2;
        double cell = logistic(0.4 * x + 0.04) * StrictMath.tanh(0.1 * x + 0.01);
        assertEquals(logistic(0.3 * x + 0.03) * StrictMath.tanh(cell), of(lstm, row(x))[0], 1e-16);
    }

    @Test
    void an_lstm_of_two_steps_remembers_through_its_forget_gate() {
        Lstm lstm = new Lstm(
                0,
                2,
                1,
                1,
                Doubles.of(0.5, -0.2, 0.3, 0.4),
                Doubles.of(0.6, 0.7, -0.8, 0.9),
                Doubles.of(0, 1, 0, 0),
                Lstm.Emit.ALL);
        double c1 = logistic(0.4) * StrictMath.tanh(0.5);
        double h1 = logistic(0.3) * StrictMath.tanh(c1);
        double forget = logistic(-0.2 * 2 + 0.7 * h1 + 1);
        double c2 = forget * c1 + logistic(0.4 * 2 + 0.9 * h1) * StrictMath.tanh(0.5 * 2 + 0.6 * h1);
        double h2 = logistic(0.3 * 2 - 0.8 * h1) * StrictMath.tanh(c2);
        double[] found = of(lstm, row(1, 2));
        assertEquals(h1, found[0], 1e-16);
        assertEquals(h2, found[1], 1e-16);
    }

    @Test
    void the_two_money_scales_undo_each_other() {
        for (double x : row(-1e6, -0.5, 0, 0.5, 1e6)) {
            assertEquals(x, Activation.SIGNED_EXP.of(Activation.SIGNED_LOG.of(x)), Math.abs(x) * 1e-14);
        }
        assertEquals(StrictMath.log1p(StrictMath.exp(1)), Activation.SOFTPLUS.of(1), 1e-15);
        assertEquals(800, Activation.SOFTPLUS.of(800));
    }

    @Test
    void nodes_that_do_not_hold_together_can_not_be_made() {
        assertRefused("not finite", () -> Doubles.of(1, Double.NaN), "NaN");
        assertRefused("ascending", () -> new Step(0, Doubles.of(2, 1), Doubles.of(1, 2, 3)), "ascending");
        assertRefused("sd", () -> new Scale(0, Doubles.of(1), Doubles.of(0)), "not positive");
        assertRefused("cover", () -> new Tree.Leaf(1, 0), "cover 0.0");
        assertRefused("cells", () -> new Rule(0, List.of(new Rule.Axis(0, Doubles.of(1))), Doubles.of(1)), "3 cells");
        assertRefused("beta", () -> new Beta(0, -1, 1, 0), "monotone");
        assertRefused("column", () -> new OneHot(0, 3, Doubles.of(1)).width(new int[] {3}), "column 3");
    }

    private static void assertRefused(String what, Runnable make, String words) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, make::run, what);
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
