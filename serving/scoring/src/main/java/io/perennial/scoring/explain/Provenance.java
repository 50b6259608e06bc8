package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.OneHot;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Spread;
import java.util.Arrays;

/** From which single feature each column of each node comes, where it comes from one. */
final class Provenance {

    /** A column that depends on several features, or on something that is no feature. */
    static final int MIXED = -1;

    private final int[][] feature;

    private Provenance(int[][] feature) {
        this.feature = feature;
    }

    static Provenance of(Graph graph) {
        int[][] feature = new int[graph.nodes().size()][];
        for (int node = 0; node < feature.length; node++) {
            feature[node] = columns(graph.nodes().get(node), graph.width(node), feature);
        }
        return new Provenance(feature);
    }

    private static int[] columns(Node node, int width, int[][] before) {
        int[] mine = new int[width];
        if (node instanceof Input input && input.source() == Input.Source.FEATURES) {
            Arrays.setAll(mine, column -> column);
        } else if (node instanceof Select select) {
            int[] joined = Arrays.stream(select.inputs().toArray())
                    .flatMap(i -> Arrays.stream(before[i]))
                    .toArray();
            Arrays.setAll(mine, column -> joined[select.columns().get(column)]);
        } else if (node instanceof Impute impute) {
            int values = impute.fill().size();
            Arrays.setAll(
                    mine,
                    column -> before[impute.input()][
                            column < values ? column : impute.flags().get(column - values)]);
        } else if (node instanceof Scale scale) {
            Arrays.setAll(mine, column -> before[scale.input()][column]);
        } else if (node instanceof Dense dense && dense.isColumnwise()) {
            Arrays.setAll(mine, column -> before[dense.input()][column]);
        } else if (node instanceof OneHot oneHot) {
            Arrays.fill(mine, before[oneHot.input()][oneHot.column()]);
        } else if (node instanceof Spread spread) {
            Arrays.fill(mine, before[spread.input()][spread.column()]);
        } else {
            Arrays.fill(mine, MIXED);
        }
        return mine;
    }

    /** Whether every column of a node comes from one feature. */
    boolean isColumnwise(int node) {
        return Arrays.stream(feature[node]).allMatch(one -> one != MIXED);
    }

    /** The one feature behind a column, or {@link #MIXED}. */
    int feature(int node, int column) {
        return feature[node][column];
    }
}
