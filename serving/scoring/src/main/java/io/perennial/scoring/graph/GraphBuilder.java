package io.perennial.scoring.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects nodes and outputs of a graph, giving each node its number. Not for several threads. */
public final class GraphBuilder {

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> outputs = new LinkedHashMap<>();

    /** Adds a node and gives the number by which later nodes read it. */
    public int add(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    /** Names a node of width 1 as an output. */
    public GraphBuilder output(String name, int node) {
        if (outputs.putIfAbsent(name, node) != null) {
            throw new IllegalArgumentException("output '" + name + "' is named twice");
        }
        return this;
    }

    /** The graph; throws as its constructor. */
    public Graph build() {
        return new Graph(nodes, outputs);
    }
}
