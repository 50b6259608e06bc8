package io.perennial.scoring.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.perennial.scoring.binary.BinaryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Graphs survive their file bit for bit, and nothing else passes for one. */
class GraphFileTest {

    private static final int HEADER = 12;

    @Test
    void a_graph_read_back_is_equal_and_scores_the_same_bits() throws BinaryFormatException {
        for (int seed = 0; seed < 50; seed++) {
            Graph graph = SampleGraphs.everyNode(seed);
            byte[] bytes = GraphWriter.write(graph);
            Graph back = GraphReader.read(bytes);
            assertEquals(graph, back, "seed " + seed);
            assertArrayEquals(bytes, GraphWriter.write(back), "seed " + seed);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 20; i++) {
                Row row = SampleGraphs.row(random);
                assertArrayEquals(
                        graph.evaluate(row, graph.workspace()), back.evaluate(row, back.workspace()), "seed " + seed);
            }
        }
    }

    @Test
    void the_sample_has_every_kind_of_node() {
        assertEquals(
                NodeForm.ALL.stream().map(NodeForm::type).collect(Collectors.toSet()),
                SampleGraphs.everyNode(1).nodes().stream().map(Node::getClass).collect(Collectors.toSet()));
    }

    @Test
    void a_file_of_format_version_1_is_still_read_and_scores_what_it_scored() throws IOException {
        byte[] bytes = resource("every-node-v1.bin");
        Graph graph = GraphReader.read(bytes);
        assertArrayEquals(bytes, GraphWriter.write(graph));
        SplittableRandom random = new SplittableRandom(42);
        ByteBuffer golden = ByteBuffer.wrap(resource("every-node-v1.scores"));
        for (int i = 0; i < 10; i++) {
            for (double found : graph.evaluate(SampleGraphs.row(random), graph.workspace())) {
                assertEquals(golden.getDouble(), found, "row " + i);
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GraphFileTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void other_files_other_versions_and_trailing_bytes_are_refused_with_the_offset() {
        byte[] bytes = GraphWriter.write(SampleGraphs.everyNode(1));
        assertRefused("magic", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        assertRefused("ends within", new byte[0]);
        byte[] newer = bytes.clone();
        newer[HEADER - 1] = 2;
        assertRefused("format version is 2, this build reads 1", newer);
        assertRefused("1 bytes follow the end", Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void a_length_beyond_the_file_is_refused_before_memory_is_taken_for_it() {
        byte[] bytes = GraphWriter.write(SampleGraphs.everyNode(1));
        byte[] hostile = bytes.clone();
        ByteBuffer.wrap(hostile).putInt(HEADER, Integer.MAX_VALUE);
        BinaryFormatException refused = assertRefused("do not fit", hostile);
        assertEquals(HEADER + 4, refused.offset());
        ByteBuffer.wrap(hostile).putInt(HEADER, -1);
        assertRefused("do not fit", hostile);
    }

    /** A server reads models while it answers: what a read leaves to be collected holds up every answer. */
    @Test
    void a_large_forest_is_read_within_few_times_the_room_of_its_file() throws BinaryFormatException {
        byte[] bytes = GraphWriter.write(large());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        Graph back = GraphReader.read(bytes);
        long taken = threads.getThreadAllocatedBytes(thread) - before;
        assertEquals(large(), back);
        assertTrue(taken < 4L * bytes.length, taken + " bytes were taken to read " + bytes.length);
    }

    private static Graph large() {
        GraphBuilder graph = new GraphBuilder();
        int row = graph.add(new Input(Input.Source.FEATURES, 3));
        Trees trees = new RandomTrees(new SplittableRandom(7), 3).ensemble(row, 400, 12, Trees.Precision.FLOAT);
        return graph.output("margin", graph.add(trees)).build();
    }

    private static BinaryFormatException assertRefused(String reason, byte[] bytes) {
        BinaryFormatException refused = assertThrows(BinaryFormatException.class, () -> GraphReader.read(bytes));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        return refused;
    }
}
