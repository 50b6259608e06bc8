package io.perennial.scoring.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded tree ensembles for tests: columns repeat along a path, missing values go either way. */
public final class RandomTrees {

    private final SplittableRandom random;
    private final int columns;

    public RandomTrees(SplittableRandom random, int columns) {
        this.random = random;
        this.columns = columns;
    }

    /** An ensemble of so many trees of at most this depth, over node {@code input}. */
    public Trees ensemble(int input, int trees, int depth, Trees.Precision precision) {
        List<Tree> all = new ArrayList<>();
        for (int t = 0; t < trees; t++) {
            all.add(tree(depth, precision, 1 + random.nextInt(1_000)));
        }
        Trees.Comparison comparison = random.nextBoolean() ? Trees.Comparison.LESS : Trees.Comparison.LESS_OR_EQUAL;
        Trees.Combine combine = random.nextBoolean() ? Trees.Combine.SUM : Trees.Combine.AVERAGE;
        return new Trees(input, Forest.of(all), comparison, precision, random.nextDouble() - 0.5, combine);
    }

    private Tree tree(int depth, Trees.Precision precision, double cover) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return new Tree.Leaf(random.nextDouble() - 0.5, cover);
        }
        double threshold = Math.rint(8 * random.nextDouble()) / 8;
        double share = 0.05 + 0.9 * random.nextDouble();
        return new Tree.Split(
                random.nextInt(columns),
                precision == Trees.Precision.FLOAT ? (float) threshold : threshold,
                random.nextBoolean(),
                cover,
                tree(depth - 1, precision, cover * share),
                tree(depth - 1, precision, cover * (1 - share)));
    }

    /** A row of numbers in [0, 1], some on the very thresholds, some missing. */
    public double[] row() {
        double[] row = new double[columns];
        for (int i = 0; i < columns; i++) {
            int kind = random.nextInt(10);
            row[i] = kind == 0 ? Double.NaN : kind < 4 ? Math.rint(8 * random.nextDouble()) / 8 : random.nextDouble();
        }
        return row;
    }
}
