package io.perennial.training.bench;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Explanation.Contribution;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import java.util.Arrays;
import java.util.List;

/** Shapley's value straight from its definition: every coalition of dimensions scored against every reference. */
final class ShapleyByDefinition {

    private static final int PLAYERS = Dimension.SEVEN;
    private static final List<Dimension> ORDER = Arrays.stream(Dimension.values())
            .filter(dimension -> dimension != Dimension.CONTEXT)
            .toList();

    private final Graph graph;
    private final Workspace room;
    private final List<double[]> references;
    private final int[] player;

    ShapleyByDefinition(Graph graph, List<double[]> references) {
        this.graph = graph;
        this.room = graph.workspace();
        this.references = references;
        this.player = FeatureCatalogue.features().stream()
                .mapToInt(feature -> ORDER.indexOf(feature.dimension()))
                .toArray();
    }

    /** The greatest difference between an explanation's parts and those by definition. */
    double difference(double[] user, Explanation explained) {
        double[] worth = worth(user);
        double baseline = references.stream().mapToDouble(this::score).average().orElseThrow();
        double difference = Math.abs(explained.baseline() - baseline);
        difference = Math.max(difference, Math.abs(explained.context() - (worth[0] - baseline)));
        for (Contribution part : explained.dimensions()) {
            double value = value(ORDER.indexOf(part.dimension()), worth);
            difference = Math.max(difference, Math.abs(part.value() - value));
        }
        return difference;
    }

    /** Mean score over the references, for every coalition. */
    private double[] worth(double[] user) {
        double[] worth = new double[1 << PLAYERS];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            for (double[] reference : references) {
                worth[coalition] += score(mixed(user, reference, coalition)) / references.size();
            }
        }
        return worth;
    }

    private double[] mixed(double[] user, double[] reference, int coalition) {
        double[] row = user.clone();
        for (int i = 0; i < row.length; i++) {
            if (player[i] >= 0 && (coalition >> player[i] & 1) == 0) {
                row[i] = reference[i];
            }
        }
        return row;
    }

    private double score(double[] row) {
        return graph.evaluate(Row.of(row), room)[0];
    }

    private static double value(int who, double[] worth) {
        double value = 0;
        for (int coalition = 0; coalition < worth.length; coalition++) {
            if ((coalition >> who & 1) == 0) {
                int others = Integer.bitCount(coalition);
                double ways = factorial(others) * factorial(PLAYERS - 1 - others) / factorial(PLAYERS);
                value += ways * (worth[coalition | 1 << who] - worth[coalition]);
            }
        }
        return value;
    }

    private static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }
}
