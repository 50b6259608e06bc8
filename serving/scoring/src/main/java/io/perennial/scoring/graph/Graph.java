package io.perennial.scoring.graph;

import static io.perennial.scoring.graph.Shape.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A published model: nodes in an order in which each reads only earlier ones, and the outputs that have names.
 *
 * <p>A graph that exists is valid: shapes fit, references point backwards, numbers are finite. It is immutable and
 * may be evaluated by any number of threads, each with its own {@link Workspace}.
 */
public final class Graph {

    private final List<Node> nodes;
    private final Map<String, Integer> outputs;
    private final int[] widths;
    private final Ints[] reads;
    private final int[] scratch;

    /**
     * A graph.
     *
     * @param nodes   each reads earlier ones only
     * @param outputs name to the node of width 1 that gives it, {@code [a-z][a-z0-9_]*}, in the order of
     *                {@link #evaluate}
     * @throws IllegalArgumentException naming the node that does not fit
     */
    public Graph(List<Node> nodes, Map<String, Integer> outputs) {
        this.nodes = List.copyOf(nodes);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        Shape.size(nodes.size(), Limits.NODES, "number of nodes");
        Shape.size(outputs.size(), Limits.OUTPUTS, "number of outputs");
        this.widths = widths(this.nodes);
        this.reads = this.nodes.stream().map(Node::inputs).toArray(Ints[]::new);
        this.scratch = IntStream.range(0, widths.length)
                .map(i -> this.nodes.get(i).scratch(inputWidths(this.nodes.get(i), i, widths)))
                .toArray();
        requireOneInputASource();
        requireSmallWorkspace();
        this.outputs.forEach(this::requireOutput);
    }

    private static int[] widths(List<Node> nodes) {
        int[] widths = new int[nodes.size()];
        for (int i = 0; i < widths.length; i++) {
            Node node = nodes.get(i);
            try {
                widths[i] = node.width(inputWidths(node, i, widths));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        "node " + i + " (" + node.getClass().getSimpleName() + "): " + e.getMessage(), e);
            }
            Shape.size(widths[i], Limits.WIDTH, "width of node " + i);
        }
        return widths;
    }

    private static int[] inputWidths(Node node, int at, int[] widths) {
        Ints reads = node.inputs();
        int[] mine = new int[reads.size()];
        for (int k = 0; k < mine.length; k++) {
            int from = reads.get(k);
            require(from >= 0 && from < at, "reads node " + from + ", which is not before it");
            mine[k] = widths[from];
        }
        return mine;
    }

    private void requireOneInputASource() {
        for (Input.Source source : Input.Source.values()) {
            long count = nodes.stream()
                    .filter(node -> node instanceof Input input && input.source() == source)
                    .count();
            require(count <= 1, "graph has " + count + " inputs of source " + source + "; at most one can be");
        }
    }

    private void requireSmallWorkspace() {
        long doubles = 0;
        for (int i = 0; i < widths.length; i++) {
            doubles += widths[i] + scratch[i];
        }
        require(
                doubles <= Limits.WORKSPACE,
                "one evaluation would take " + doubles + " numbers of memory, at most " + Limits.WORKSPACE);
    }

    private void requireOutput(String name, int node) {
        require(
                name.length() <= Limits.NAME_LENGTH && name.matches("[a-z][a-z0-9_]*"),
                "output name '" + name + "' is not [a-z][a-z0-9_]* of at most " + Limits.NAME_LENGTH);
        require(node >= 0 && node < nodes.size(), "output '" + name + "' is node " + node + " of " + nodes.size());
        require(
                widths[node] == 1,
                "output '" + name + "' is a node of width " + widths[node] + ", not 1; add a select");
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** Name to node, in the order of {@link #evaluate}. */
    public Map<String, Integer> outputs() {
        return outputs;
    }

    /** The width of a node's vector. */
    public int width(int node) {
        return widths[node];
    }

    /** How many numbers it wants from a source; 0 where it reads none. */
    public int width(Input.Source source) {
        for (Node node : nodes) {
            if (node instanceof Input input && input.source() == source) {
                return input.width();
            }
        }
        return 0;
    }

    /** Room for evaluations in one thread. */
    public Workspace workspace() {
        double[][] values = new double[widths.length][];
        double[][][] inputs = new double[widths.length][][];
        double[][] rooms = new double[widths.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new double[widths[i]];
            inputs[i] = new double[reads[i].size()][];
            for (int k = 0; k < inputs[i].length; k++) {
                inputs[i][k] = values[reads[i].get(k)];
            }
            rooms[i] = new double[scratch[i]];
        }
        return new Workspace(this, values, inputs, rooms);
    }

    /**
     * Computes every node; {@link Workspace#vector} then shows any of them.
     *
     * @param row what the graph reads
     * @param workspace room made by this graph
     * @throws IllegalArgumentException where a vector of the row has not the width the graph wants
     */
    public void run(Row row, Workspace workspace) {
        require(workspace.owner == this, "the workspace was made by another graph");
        for (int i = 0; i < widths.length; i++) {
            Node node = nodes.get(i);
            if (node instanceof Input input) {
                copy(row.of(input.source()), input, workspace.values[i]);
            } else {
                node.evaluate(workspace.inputs[i], workspace.scratch[i], workspace.values[i]);
            }
        }
    }

    private static void copy(double[] given, Input input, double[] into) {
        if (given.length != input.width()) {
            throw new IllegalArgumentException(
                    "model reads " + input.width() + " numbers of " + input.source() + ", got " + given.length);
        }
        System.arraycopy(given, 0, into, 0, given.length);
    }

    /** The outputs in the order of {@link #outputs}; the throws of {@link #run}. */
    public double[] evaluate(Row row, Workspace workspace) {
        run(row, workspace);
        double[] result = new double[outputs.size()];
        int i = 0;
        for (int node : outputs.values()) {
            result[i++] = workspace.values[node][0];
        }
        return result;
    }

    /** One output by name. */
    public double output(String name, Workspace workspace) {
        Integer node = outputs.get(name);
        if (node == null) {
            throw new IllegalArgumentException("model has no output '" + name + "', it has " + outputs.keySet());
        }
        return workspace.values[node][0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph that
                && nodes.equals(that.nodes)
                && new ArrayList<>(outputs.entrySet()).equals(new ArrayList<>(that.outputs.entrySet()));
    }

    @Override
    public int hashCode() {
        return 31 * nodes.hashCode() + outputs.hashCode();
    }

    @Override
    public String toString() {
        return "graph of " + nodes.size() + " nodes, outputs " + outputs.keySet();
    }
}
