package io.perennial.scoring.graph;

import io.perennial.scoring.binary.BinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes a graph as bytes: equal graphs give equal bytes, on every machine.
 *
 * <p>Format version 1, big-endian: the magic {@code PRNLGRPH}, the version (int), the number of nodes (int), then for
 * each node its tag (byte) and a block (length as int, then the components as {@link NodeForm} orders them); then the
 * number of outputs (int) and for each its name (length, UTF-8) and node (int). Nothing follows.
 */
public final class GraphWriter {

    static final byte[] MAGIC = "PRNLGRPH".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;

    private GraphWriter() {}

    /** The graph as bytes. */
    public static byte[] write(Graph graph) {
        BinaryWriter sink = new BinaryWriter();
        sink.raw(MAGIC);
        sink.i32(VERSION);
        sink.i32(graph.nodes().size());
        for (Node node : graph.nodes()) {
            formOf(node).writeBlock(node, sink);
        }
        sink.i32(graph.outputs().size());
        for (Map.Entry<String, Integer> output : graph.outputs().entrySet()) {
            sink.text(output.getKey());
            sink.i32(output.getValue());
        }
        return sink.toByteArray();
    }

    private static NodeForm<?> formOf(Node node) {
        for (NodeForm<?> form : NodeForm.ALL) {
            if (form.type().isInstance(node)) {
                return form;
            }
        }
        throw new IllegalStateException(node.getClass() + " has no form; add one to NodeForm");
    }
}
