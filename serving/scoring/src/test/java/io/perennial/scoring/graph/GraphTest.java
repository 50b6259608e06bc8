package io.perennial.scoring.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A graph that exists is valid; one that would not be can't be made. */
class GraphTest {

    private static final Input FEATURES = new Input(Input.Source.FEATURES, 2);

    @Test
    void a_node_reads_only_nodes_before_it() {
        assertRefused("reads node 1, which is not before it", List.of(FEATURES, new Sigmoid(1, 1, 0)), 1);
        assertRefused("reads node 7", List.of(FEATURES, new Sigmoid(7, 1, 0)), 1);
    }

    @Test
    void an_output_is_one_number_of_a_node_that_exists() {
        assertRefused("width 2, not 1", List.of(FEATURES), 0);
        assertRefused("node 5 of 1", List.of(FEATURES), 5);
        Node one = new Linear(0, Doubles.of(1, 2), 3);
        assertThrows(IllegalArgumentException.class, () -> new Graph(List.of(FEATURES, one), Map.of("Not ok", 1)));
        assertThrows(IllegalArgumentException.class, () -> new Graph(List.of(FEATURES, one), Map.of()));
    }

    @Test
    void widths_must_fit_and_the_message_names_the_node() {
        assertRefused(
                "node 1 (Linear): linear is for 3 columns, its input has 2",
                List.of(FEATURES, new Linear(0, Doubles.of(1, 2, 3), 0)),
                1);
    }

    @Test
    void a_source_is_read_once() {
        assertRefused(
                "2 inputs of source FEATURES", List.of(FEATURES, FEATURES, new Linear(0, Doubles.of(1, 2), 0)), 2);
    }

    @Test
    void a_graph_that_would_take_much_memory_to_evaluate_is_refused() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Input(Input.Source.FEATURES, 65_536));
        for (int i = 0; i < 40; i++) {
            nodes.add(new Sigmoid(i, 1, 0));
        }
        nodes.add(new Select(40, Ints.of(0)));
        assertRefused("numbers of memory", nodes, 41);
    }

    @Test
    void every_node_reads_other_nodes_and_is_else_the_same() {
        for (Node node : SampleGraphs.everyNode(5).nodes()) {
            int[] moved = Arrays.stream(node.inputs().toArray())
                    .map(input -> input + 7)
                    .toArray();
            Node other = node.reading(Ints.of(moved));
            assertEquals(Ints.of(moved), other.inputs());
            assertEquals(node, other.reading(node.inputs()));
        }
    }

    @Test
    void a_row_of_another_width_is_refused() {
        Graph graph = new Graph(List.of(FEATURES, new Linear(0, Doubles.of(1, 2), 3)), Map.of("y", 1));
        assertEquals(3 + 10 + 40, graph.evaluate(Row.of(10, 20), graph.workspace())[0]);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> graph.evaluate(Row.of(1), graph.workspace()));
        assertTrue(refused.getMessage().contains("reads 2 numbers of FEATURES, got 1"));
        Graph other = new Graph(List.of(FEATURES, new Linear(0, Doubles.of(1, 2), 3)), Map.of("y", 1));
        assertThrows(IllegalArgumentException.class, () -> graph.evaluate(Row.of(1, 2), other.workspace()));
    }

    @Test
    void threads_do_not_disturb_each_other() throws Exception {
        Graph graph = SampleGraphs.everyNode(3);
        List<double[]> alone = scores(graph);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<double[]>>> together = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                together.add(threads.submit(() -> scores(graph)));
            }
            for (Future<List<double[]>> one : together) {
                List<double[]> found = one.get();
                for (int i = 0; i < alone.size(); i++) {
                    assertArrayEquals(alone.get(i), found.get(i));
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static List<double[]> scores(Graph graph) {
        SplittableRandom random = new SplittableRandom(9);
        Workspace room = graph.workspace();
        List<double[]> scores = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            scores.add(graph.evaluate(SampleGraphs.row(random), room));
        }
        return scores;
    }

    private static void assertRefused(String reason, List<Node> nodes, int output) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Graph(nodes, Map.of("y", output)));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }
}
