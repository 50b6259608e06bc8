package io.perennial.training.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.command.Machine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The benches compare equal things; how fast they are is no test's business. */
class BenchTest {

    private static final Pace PACE = new Pace(1, 2, 3);

    @Test
    void scores_equal_those_of_xgboost_and_deeplearning4j() {
        Report report = new ScoreBench(new ScoreBench.Size(500, 20, 4, 100, PACE, PACE), what -> {}).run();
        assertEquals(2, report.findings().size());
        assertTrue(report.isEqual(), report.text());
    }

    @Test
    void explanations_equal_those_of_xgboost_and_the_definition_of_shapley() {
        Report report = new ExplainBench(new ExplainBench.Size(700, 20, 4, 100, 2, PACE, PACE, PACE), what -> {}).run();
        assertEquals(3, report.findings().size());
        assertTrue(report.isEqual(), report.text());
    }

    @Test
    void fits_reach_the_likelihood_of_the_truth() {
        Report report = new FitBench(new FitBench.Size(1_000, 2_000, PACE, PACE), what -> {}).run();
        assertEquals(3, report.findings().size());
        assertTrue(report.isEqual(), report.text());
    }

    @Test
    void trees_trained_through_tribuo_are_those_of_xgboost_alone() {
        Report report = new TrainBench(new TrainBench.Size(2_000, 20, new Pace(0, 1, 1)), what -> {}).run();
        assertTrue(report.isEqual(), report.text());
    }

    @Test
    void populations_with_known_truth_are_found_again() {
        TruthReport report = new TruthBench(new TruthBench.Size(3_000, 2, 39), what -> {}).run();
        assertEquals(3, report.recoveries().size());
        for (Recovery recovery : report.recoveries()) {
            assertEquals(5, recovery.lines().size());
            assertEquals(2, recovery.seeds().size());
            for (Recovery.Seed seed : recovery.seeds()) {
                assertEquals(1, seed.purchases(), 0.15, report.text());
                if (seed.family().equals(recovery.truth())) {
                    assertEquals(1, seed.alive(), 0.15, report.text());
                }
            }
        }
    }

    @Test
    void a_total_that_is_off_and_a_distribution_that_is_too_narrow_are_said() {
        List<Integer> flat = Collections.nCopies(Recovery.BINS, 50);
        List<Integer> narrow = new ArrayList<>(flat);
        narrow.set(0, 200);
        Recovery recovery = new Recovery("NBD", List.of(new Recovery.Seed("NBD", true, 1.2, 1, 1, flat, narrow)));
        List<Recovery.Verdict> verdicts =
                recovery.lines().stream().map(Recovery.Line::verdict).toList();
        assertEquals(
                List.of(
                        Recovery.Verdict.MISSED,
                        Recovery.Verdict.MET,
                        Recovery.Verdict.NOT_JUDGED,
                        Recovery.Verdict.MET,
                        Recovery.Verdict.MISSED),
                verdicts);
    }

    @Test
    void a_share_alive_that_hardly_any_seed_shows_is_not_called_met() throws Exception {
        List<Integer> flat = Collections.nCopies(Recovery.BINS, 50);
        Recovery.Seed hidden = new Recovery.Seed("NBD", false, 1, 1, 2, flat, flat);
        Recovery.Seed shown = new Recovery.Seed("NBD", true, 1, 1, 1, flat, flat);
        List<Recovery.Seed> seeds = new ArrayList<>(Collections.nCopies(20, hidden));
        assertEquals(Recovery.Verdict.NOT_JUDGED, alive(seeds));
        Collections.fill(seeds.subList(0, 4), shown);
        assertEquals(Recovery.Verdict.NOT_JUDGED, alive(seeds));
        Collections.fill(seeds.subList(0, 5), shown);
        assertEquals(Recovery.Verdict.MET, alive(seeds));
        TruthReport report =
                new TruthReport("bench", Machine.here(), List.of(), List.of(new Recovery("NBD", seeds.subList(5, 20))));
        assertTrue(report.isEqual(), "nothing was missed");
        JsonNode line = new ObjectMapper().readTree(report.json()).path("lines").get(2);
        assertEquals("NBD: P(alive), sum / truly alive", line.path("line").asText());
        assertEquals("not judged", line.path("verdict").asText());
    }

    private static Recovery.Verdict alive(List<Recovery.Seed> seeds) {
        return new Recovery("NBD", seeds).lines().get(2).verdict();
    }

    @Test
    void a_different_result_is_said_and_fails() {
        Times times = new Times(new long[] {1_000});
        Finding wrong = new Finding("score", "a", "b", times, Optional.of(times), 2, 1e-3, 1e-6);
        Report report = new Report("bench", Machine.here(), List.of(), List.of(wrong));
        assertFalse(report.isEqual());
        assertTrue(report.text().contains("DIFFERENT"), report.text());
    }

    @Test
    void a_program_reads_milliseconds() throws Exception {
        Times times = new Times(new long[] {2_500_000});
        Finding alone = new Finding("fit", "a", "", times, Optional.empty(), 50e6, 0, 0);
        JsonNode said = new ObjectMapper()
                .readTree(new Report("bench", Machine.here(), List.of(), List.of(alone)).json())
                .at("/findings/0");
        assertEquals(2.5, said.at("/ours/p50_millis").doubleValue());
        assertEquals(2.5, said.get("millis").doubleValue());
        assertEquals(50, said.get("bar").doubleValue());
    }

    @Test
    void medians_and_tails_are_times_that_were_measured() {
        long[] nanos = new long[200];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = 200L - i;
        }
        Times times = new Times(nanos);
        assertEquals(100, times.median());
        assertEquals(198, times.p99());
    }

    @Test
    void a_bar_is_a_ratio_where_two_sides_ran_and_a_time_where_one_did() {
        Times one = new Times(new long[] {100});
        Times four = new Times(new long[] {400});
        assertTrue(new Finding("", "", "", one, Optional.of(four), 0.25, 0, 0).isFast());
        assertFalse(new Finding("", "", "", one, Optional.of(four), 0.24, 0, 0).isFast());
        assertFalse(new Finding("", "", "", one, Optional.empty(), 99, 0, 0).isFast());
    }
}
