package io.perennial.scoring.graph;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link GraphWriter} wrote, trusting nothing: any bytes give a valid graph or a
 * {@link BinaryFormatException} with offset and reason, in memory bounded by their own length.
 */
public final class GraphReader {

    /** A tag and a length. */
    private static final int LEAST_NODE_BYTES = 1 + Integer.BYTES;

    /** A length, a letter and a node. */
    private static final int LEAST_OUTPUT_BYTES = 2 * Integer.BYTES + 1;

    private GraphReader() {}

    /**
     * The graph.
     *
     * @throws BinaryFormatException where the bytes are not exactly one valid graph of a version this build reads
     */
    public static Graph read(byte[] bytes) throws BinaryFormatException {
        BinaryReader source = new BinaryReader("published graph", bytes);
        source.header(GraphWriter.MAGIC, GraphWriter.VERSION);
        List<Node> nodes = nodes(source);
        Map<String, Integer> outputs = outputs(source);
        source.end("the graph");
        try {
            return new Graph(nodes, outputs);
        } catch (IllegalArgumentException e) {
            throw source.refuse(e.getMessage());
        }
    }

    private static List<Node> nodes(BinaryReader source) throws BinaryFormatException {
        int count = source.count(LEAST_NODE_BYTES, "nodes");
        if (count > Limits.NODES) {
            throw source.refuse(count + " nodes, at most " + Limits.NODES);
        }
        List<Node> nodes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            nodes.add(node(source, i));
        }
        return nodes;
    }

    private static Node node(BinaryReader source, int index) throws BinaryFormatException {
        NodeForm<?> form = form(source);
        BinaryReader body = source.block("node " + index);
        try {
            Node node = form.read().from(body);
            body.end("node " + index);
            return node;
        } catch (IllegalArgumentException e) {
            throw body.refuse("node " + index + ": " + e.getMessage());
        }
    }

    private static NodeForm<?> form(BinaryReader source) throws BinaryFormatException {
        int tag = source.u8("tag of a node");
        for (NodeForm<?> form : NodeForm.ALL) {
            if (form.tag() == tag) {
                return form;
            }
        }
        throw source.refuse("no kind of node has tag " + tag);
    }

    private static Map<String, Integer> outputs(BinaryReader source) throws BinaryFormatException {
        int count = source.count(LEAST_OUTPUT_BYTES, "outputs");
        Map<String, Integer> outputs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = source.text(Limits.NAME_LENGTH, "name of an output");
            if (outputs.put(name, source.i32("node of an output")) != null) {
                throw source.refuse("output '" + name + "' is there twice");
            }
        }
        return outputs;
    }
}
