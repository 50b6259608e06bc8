package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Graph;

/** Which nodes of a graph another one is made of. */
final class Ancestry {

    private static final int NO_NODE = -1;

    private Ancestry() {}

    /** The node itself and everything it is made of. */
    static boolean[] of(Graph graph, int node) {
        return without(graph, node, NO_NODE);
    }

    /** The same without what only {@code past} reads. */
    static boolean[] without(Graph graph, int node, int past) {
        boolean[] behind = new boolean[graph.nodes().size()];
        behind[node] = true;
        for (int i = node; i >= 0; i--) {
            if (behind[i] && i != past) {
                for (int read : graph.nodes().get(i).inputs().toArray()) {
                    behind[read] = true;
                }
            }
        }
        return behind;
    }
}
