package io.perennial.scoring.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.SampleGraphs;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A version that does not replay its golden rows bit for bit is named. */
class GoldenRowsTest {

    private static final Map<Input.Source, List<GoldenRows.Range>> RANGES = Map.of(
            Input.Source.FEATURES, ranges(SampleGraphs.FEATURES),
            Input.Source.SEQUENCE, ranges(SampleGraphs.STEPS * SampleGraphs.CHANNELS),
            Input.Source.UPSTREAM, ranges(1));

    private static List<GoldenRows.Range> ranges(int count) {
        return Collections.nCopies(count, new GoldenRows.Range(-1, 1));
    }

    @Test
    void rows_replay_on_the_graph_that_made_them() {
        Graph graph = SampleGraphs.everyNode(1);
        byte[] golden = GoldenRows.draw(graph, RANGES, 50, 7);
        assertEquals(Optional.empty(), GoldenRows.difference(golden, graph));
        assertArrayEquals(golden, GoldenRows.draw(graph, RANGES, 50, 7));
    }

    @Test
    void another_model_does_not_pass() {
        byte[] golden = GoldenRows.draw(SampleGraphs.everyNode(1), RANGES, 50, 7);
        assertTrue(GoldenRows.difference(golden, SampleGraphs.everyNode(2))
                .orElseThrow()
                .startsWith("golden row 1: gives"));
    }

    @Test
    void one_bit_of_one_output_is_noticed() {
        Graph graph = SampleGraphs.everyNode(1);
        String golden = new String(GoldenRows.draw(graph, RANGES, 3, 7), StandardCharsets.UTF_8);
        int at = golden.indexOf("\"risk\":") + 7;
        double risk = Double.parseDouble(golden.substring(at, golden.indexOf(',', at)));
        String nudged = golden.replaceFirst("\"risk\":[^,]*", "\"risk\":" + Math.nextUp(risk));
        assertTrue(GoldenRows.difference(nudged.getBytes(StandardCharsets.UTF_8), graph)
                .isPresent());
    }

    @Test
    void an_empty_or_broken_file_proves_nothing() {
        Graph graph = SampleGraphs.everyNode(1);
        assertTrue(GoldenRows.difference(new byte[0], graph).isPresent());
        assertTrue(GoldenRows.difference("{".getBytes(StandardCharsets.UTF_8), graph)
                .orElseThrow()
                .contains("can't be read"));
        assertTrue(GoldenRows.difference("{\"features\":[1]}".getBytes(StandardCharsets.UTF_8), graph)
                .orElseThrow()
                .contains("reads 6 numbers"));
    }
}
