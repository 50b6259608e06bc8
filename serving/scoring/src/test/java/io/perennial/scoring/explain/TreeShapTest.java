package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.RandomTrees;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Tree;
import io.perennial.scoring.graph.Trees;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** TreeSHAP against the definition: the Shapley values of the cover-weighted expectation. */
class TreeShapTest {

    private static final double PARITY = 1e-12;

    @Test
    void contributions_equal_the_shapley_values_of_all_coalitions() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int columns = 1 + random.nextInt(12);
            RandomTrees make = new RandomTrees(random, columns);
            Trees trees = make.ensemble(
                    0,
                    1 + random.nextInt(4),
                    random.nextInt(9),
                    random.nextBoolean() ? Trees.Precision.FLOAT : Trees.Precision.DOUBLE);
            double[] row = make.row();
            double[] expected = new Shapley(columns).values(worth(trees, row));
            double[] found = new TreeShap(trees).contributions(row);
            for (int i = 0; i < columns; i++) {
                assertEquals(expected[i], found[i], PARITY, "seed " + seed + ", column " + i);
            }
        }
    }

    @Test
    void baseline_and_contributions_sum_to_the_margin() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomTrees make = new RandomTrees(random, 20);
            Trees trees = make.ensemble(0, 1 + random.nextInt(40), 10, Trees.Precision.DOUBLE);
            TreeShap shap = new TreeShap(trees);
            GraphBuilder builder = new GraphBuilder();
            builder.add(new Input(Input.Source.FEATURES, 20));
            Graph graph = builder.output("margin", builder.add(trees)).build();
            for (int r = 0; r < 10; r++) {
                double[] row = make.row();
                double sum = shap.baseline();
                for (double phi : shap.contributions(row)) {
                    sum += phi;
                }
                assertEquals(graph.evaluate(Row.of(row), graph.workspace())[0], sum, 1e-12, "seed " + seed);
            }
        }
    }

    @Test
    void a_column_no_split_asks_about_contributes_exactly_nothing() {
        Tree tree = new Tree.Split(1, 0.5, true, 10, new Tree.Leaf(-1, 4), new Tree.Leaf(2, 6));
        Trees trees = new Trees(
                0, Forest.of(List.of(tree)), Trees.Comparison.LESS, Trees.Precision.DOUBLE, 0, Trees.Combine.SUM);
        double[] phi = new TreeShap(trees).contributions(new double[] {0.1, 0.9, Double.NaN});
        assertEquals(0.0, phi[0]);
        assertEquals(0.0, phi[2]);
        // Baseline 0.4 x -1 + 0.6 x 2 = 0.8, margin 2.
        assertEquals(1.2, phi[1], PARITY);
    }

    @Test
    void a_deep_chain_of_one_column_is_still_exact() {
        Tree tree = new Tree.Leaf(1, 1);
        double cover = 1;
        for (int level = 0; level < 60; level++) {
            cover += 1;
            tree = new Tree.Split(level % 3, 0.01 * level, false, cover, new Tree.Leaf(-level, 1), tree);
        }
        Trees trees = new Trees(
                0, Forest.of(List.of(tree)), Trees.Comparison.LESS, Trees.Precision.DOUBLE, 0, Trees.Combine.SUM);
        double[] row = {0.3, 0.2, 0.9};
        double[] expected = new Shapley(3).values(worth(trees, row));
        double[] found = new TreeShap(trees).contributions(row);
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], found[i], 1e-11 * 60, "column " + i);
        }
        assertEquals(60, trees.forest().depth());
    }

    /** For each coalition the expectation with its columns known, by walking the trees. */
    private static double[] worth(Trees trees, double[] row) {
        double[] rounded = new double[row.length];
        trees.round(row, rounded);
        double[] worth = new double[1 << row.length];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            double sum = 0;
            for (int t = 0; t < trees.forest().treeCount(); t++) {
                sum += expectation(trees, trees.forest().root(t), rounded, coalition);
            }
            worth[coalition] = trees.combined(sum);
        }
        return worth;
    }

    private static double expectation(Trees trees, int node, double[] row, int known) {
        Forest forest = trees.forest();
        int yes = forest.child(node);
        if (yes == 0) {
            return forest.number(node);
        }
        if ((known & (1 << forest.column(node))) != 0) {
            return expectation(trees, trees.goesLeft(node, row) ? yes : yes + 1, row, known);
        }
        double share = forest.yesShare(node);
        return share * expectation(trees, yes, row, known) + (1 - share) * expectation(trees, yes + 1, row, known);
    }
}
