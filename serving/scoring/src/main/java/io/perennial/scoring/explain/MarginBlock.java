package io.perennial.scoring.explain;

import io.perennial.scoring.explain.Explanation.FeatureBlock;
import io.perennial.scoring.graph.Ancestry;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Trees;
import io.perennial.scoring.graph.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Single features on the margin of the one tree ensemble behind an output. */
final class MarginBlock {

    private final Graph graph;
    private final int node;
    private final TreeShap shap;
    private final int[] columns;
    private final String unit;
    private final int width;

    private MarginBlock(Graph graph, int node, int[] columns, String unit) {
        this.graph = graph;
        this.node = node;
        this.shap = new TreeShap((Trees) graph.nodes().get(node));
        this.columns = columns;
        this.unit = unit;
        this.width = graph.width(Input.Source.FEATURES);
    }

    /**
     * The block of an output; empty where not exactly one tree ensemble, of single features, stands behind it, or where
     * features reach the output past it too: the ensemble alone would not speak for the score.
     */
    static Optional<MarginBlock> of(Graph graph, String output) {
        boolean[] behind = Ancestry.of(graph, graph.outputs().get(output));
        List<Integer> ensembles = new ArrayList<>();
        for (int i = 0; i < behind.length; i++) {
            if (behind[i] && graph.nodes().get(i) instanceof Trees) {
                ensembles.add(i);
            }
        }
        if (ensembles.size() != 1) {
            return Optional.empty();
        }
        int node = ensembles.get(0);
        if (reachesFeatures(graph, Ancestry.without(graph, graph.outputs().get(output), node))) {
            return Optional.empty();
        }
        int[] columns = TreeColumns.features((Trees) graph.nodes().get(node), Provenance.of(graph));
        return columns.length == 0
                ? Optional.empty()
                : Optional.of(new MarginBlock(graph, node, columns, unit(graph, node)));
    }

    private static boolean reachesFeatures(Graph graph, boolean[] behind) {
        for (int i = 0; i < behind.length; i++) {
            if (behind[i] && graph.nodes().get(i) instanceof Input input && input.source() == Input.Source.FEATURES) {
                return true;
            }
        }
        return false;
    }

    /** Log-odds where the margin goes straight into a logistic curve. */
    private static String unit(Graph graph, int node) {
        for (Node reader : graph.nodes()) {
            if (reader instanceof Sigmoid sigmoid && sigmoid.input() == node) {
                return "log-odds";
            }
        }
        return "margin";
    }

    /** The block of one user. */
    FeatureBlock of(double[] features, double[] sequence) {
        Workspace room = graph.workspace();
        int blocks = graph.width(Input.Source.SEQUENCE);
        Row row = Row.of(features)
                .withSequence(sequence.length == blocks ? sequence : new double[blocks])
                .withUpstream(new double[graph.width(Input.Source.UPSTREAM)]);
        graph.run(row, room);
        double margin = room.vector(node)[0];
        double[] phi =
                shap.contributions(room.vector(graph.nodes().get(node).inputs().get(0)));
        Double[] values = new Double[width];
        Arrays.fill(values, 0.0);
        double sum = shap.baseline();
        for (int column = 0; column < columns.length; column++) {
            if (columns[column] >= 0) {
                values[columns[column]] += phi[column];
                sum += phi[column];
            }
        }
        return new FeatureBlock(unit, shap.baseline(), margin, List.of(values), Math.abs(sum - margin));
    }
}
