package io.perennial.scoring.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The fast walk ends in the leaves that the questions lead to, one by one, whatever the row. */
class ForestWalkTest {

    private static final double[] EDGES = {
        Double.NaN,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        0.5,
        Math.nextUp(0.5),
        Math.nextDown(0.5),
        Math.nextUp(0.5f)
    };

    @Test
    void random_forests_give_the_bits_their_questions_give() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomTrees maker = new RandomTrees(random, 1 + random.nextInt(9));
            for (Trees.Precision precision : Trees.Precision.values()) {
                Trees trees = maker.ensemble(0, 1 + random.nextInt(20), 1 + random.nextInt(7), precision);
                for (int i = 0; i < 40; i++) {
                    double[] row = maker.row();
                    if (random.nextInt(3) == 0) {
                        row[random.nextInt(row.length)] = EDGES[random.nextInt(EDGES.length)];
                    }
                    assertSame(trees, row, "seed " + seed + ", row " + i);
                }
            }
        }
    }

    @Test
    void every_edge_meets_every_edge_under_both_questions_and_precisions() {
        for (double threshold : EDGES) {
            for (Trees.Comparison comparison : Trees.Comparison.values()) {
                for (Trees.Precision precision : Trees.Precision.values()) {
                    double asked = precision == Trees.Precision.FLOAT ? (float) threshold : threshold;
                    if (Double.isFinite(asked)) {
                        Trees left = stump(asked, true, comparison, precision);
                        Trees right = stump(asked, false, comparison, precision);
                        for (double x : EDGES) {
                            assertSame(left, new double[] {x}, x + " at " + asked + " " + comparison + precision);
                            assertSame(right, new double[] {x}, x + " at " + asked + " " + comparison + precision);
                        }
                    }
                }
            }
        }
    }

    @Test
    void a_leaf_alone_and_a_lopsided_tree_are_walked() {
        Tree deep = new Tree.Leaf(-1, 1);
        for (int i = 15; i > 0; i--) {
            deep = new Tree.Split(i % 3, i, i % 2 == 0, 2, new Tree.Leaf(i, 1), deep);
        }
        Trees trees = new Trees(
                0,
                Forest.of(List.of(new Tree.Leaf(7, 1), deep, new Tree.Leaf(-0.0, 1))),
                Trees.Comparison.LESS,
                Trees.Precision.DOUBLE,
                0,
                Trees.Combine.SUM);
        for (double x = -1; x < 20; x += 0.5) {
            assertSame(trees, new double[] {x, Double.NaN, 2 * x}, "x = " + x);
        }
    }

    @Test
    void a_forest_too_large_for_it_is_evaluated_question_by_question() {
        List<Tree> level = new ArrayList<>();
        for (int i = 0; i < 1 << 15; i++) {
            level.add(new Tree.Leaf(i, 1));
        }
        for (int bit = 0; level.size() > 1; bit++) {
            List<Tree> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                above.add(new Tree.Split(bit, 0.5, true, 2, level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        Forest forest = Forest.of(List.of(level.get(0), new Tree.Leaf(0.5, 1)));
        assertEquals(65_536, forest.nodeCount());
        assertTrue(forest.walk().isPresent());
        Forest larger = Forest.of(List.of(new Tree.Split(0, 0.5, true, 2, level.get(0), level.get(0))));
        assertTrue(larger.walk().isEmpty());
        Trees trees = new Trees(0, larger, Trees.Comparison.LESS, Trees.Precision.DOUBLE, 0, Trees.Combine.SUM);
        double[] row = new double[15];
        row[3] = 1;
        assertSame(trees, row, "one bit");
    }

    private static Trees stump(
            double threshold, boolean missingLeft, Trees.Comparison comparison, Trees.Precision precision) {
        Tree tree = new Tree.Split(0, threshold, missingLeft, 2, new Tree.Leaf(1, 1), new Tree.Leaf(2, 1));
        return new Trees(0, Forest.of(List.of(tree)), comparison, precision, 0, Trees.Combine.SUM);
    }

    private static void assertSame(Trees trees, double[] row, String what) {
        double[] rounded = new double[row.length];
        trees.round(row, rounded);
        double sum = 0;
        Forest forest = trees.forest();
        for (int t = 0; t < forest.treeCount(); t++) {
            int node = forest.root(t);
            while (forest.child(node) != 0) {
                node = forest.child(node) + (trees.goesLeft(node, rounded) ? 0 : 1);
            }
            sum += forest.number(node);
        }
        double[] out = new double[1];
        trees.evaluate(new double[][] {row}, new double[trees.scratch(new int[] {row.length})], out);
        assertEquals(Double.doubleToRawLongBits(trees.combined(sum)), Double.doubleToRawLongBits(out[0]), what);
    }
}
