package io.perennial.scoring.graph;

/** Which nodes of a graph another one is made of. */
public final class Ancestry {

    private static final int NO_NODE = -1;

    private Ancestry() {}

    /** The node itself and everything it is made of. */
    public static boolean[] of(Graph graph, int node) {
        return without(graph, node, NO_NODE);
    }

    /** The same without what only {@code past} reads. */
    public static boolean[] without(Graph graph, int node, int past) {
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
