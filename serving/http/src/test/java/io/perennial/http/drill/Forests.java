package io.perennial.http.drill;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Tree;
import io.perennial.scoring.graph.Trees;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Churn models of the size real ones have: boosted trees over all features, drawn from a seed. */
public final class Forests {

    private static final int WIDTH = FeatureCatalogue.features().size();

    private Forests() {}

    /** A model of so many trees of a depth; no two seeds give the same scores. */
    public static Graph churn(long seed, int trees, int depth) {
        SplittableRandom random = new SplittableRandom(seed);
        Forest forest = Forest.of(IntStream.range(0, trees)
                .mapToObj(any -> tree(random, depth, 1 << depth))
                .toList());
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        double base = random.nextDouble() - 1;
        int margin = graph.add(new Trees(
                features, forest, Trees.Comparison.LESS, Trees.Precision.DOUBLE, base, Trees.Combine.AVERAGE));
        return TinyCompany.churn(graph, margin);
    }

    private static Tree tree(SplittableRandom random, int depth, double cover) {
        if (depth == 0) {
            return new Tree.Leaf(4 * random.nextDouble() - 2, cover);
        }
        return new Tree.Split(
                random.nextInt(WIDTH),
                100 * random.nextDouble(),
                random.nextBoolean(),
                cover,
                tree(random, depth - 1, cover / 2),
                tree(random, depth - 1, cover / 2));
    }
}
