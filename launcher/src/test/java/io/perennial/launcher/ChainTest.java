package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a chain does and leaves out, on a script that notes each call and makes the file it is told. */
class ChainTest {

    private static final String NOTING_SCRIPT = """
            #!/bin/sh
            echo "$@" >> "$(dirname "$0")/calls"
            [ "$2" = fail ] && exit 7
            [ "$2" = misuse ] && exit 2
            [ "$2" = killed ] && kill -9 $$
            [ "$2" = scratch ] && mkdir -p "$SPARK_LOCAL_DIRS/spark" && exit
            echo made > "$2"
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @BeforeEach
    void install() throws IOException {
        Path script = Files.writeString(folder.resolve("perennial"), NOTING_SCRIPT);
        assertTrue(script.toFile().setExecutable(true));
    }

    @Test
    void every_step_runs_once_in_order() throws Exception {
        assertEquals(0, run(step("ingest"), step("train")));
        assertEquals(List.of("ingest", "train"), calls());
    }

    @Test
    void finished_steps_are_not_repeated() throws Exception {
        run(step("ingest"), step("train"));
        run(step("ingest"), step("train"));
        assertEquals(List.of("ingest", "train"), calls());
        assertTrue(progress().contains("[2/2] train is done already"), progress());
    }

    @Test
    void a_changed_input_repeats_its_step_and_all_after_it() throws Exception {
        Path input = Files.writeString(folder.resolve("raw.csv"), "a");
        Step ingest = new Step("ingest", step("ingest").arguments(), List.of(input), product("ingest"));
        run(ingest, step("train"));
        Files.writeString(input, "longer");
        run(ingest, step("train"));
        assertEquals(List.of("ingest", "train", "ingest", "train"), calls());
    }

    @Test
    void a_file_more_in_a_folder_behind_a_link_repeats_its_step() throws Exception {
        Path behind = Files.createDirectories(folder.resolve("disk/raw"));
        Path linked = Files.createSymbolicLink(folder.resolve("raw"), behind);
        Step ingest = new Step("ingest", step("ingest").arguments(), List.of(linked), product("ingest"));
        run(ingest);
        run(ingest);
        Files.writeString(behind.resolve("today.csv"), "a");
        run(ingest);
        assertEquals(List.of("ingest", "ingest"), calls());
    }

    @Test
    void an_input_that_cannot_be_walked_through_is_named_and_not_the_folder_of_the_run() throws Exception {
        Path raw = Files.createDirectories(folder.resolve("raw"));
        Files.createSymbolicLink(raw.resolve("round"), raw);
        Step ingest = new Step("ingest", step("ingest").arguments(), List.of(raw), product("ingest"));
        IllegalStateException told = assertThrows(IllegalStateException.class, () -> run(ingest));
        assertTrue(told.getMessage().startsWith("input " + raw + " cannot be read: "), told.getMessage());
    }

    @Test
    void a_lost_product_is_made_again() throws Exception {
        run(step("ingest"));
        Files.delete(product("ingest"));
        run(step("ingest"));
        assertEquals(List.of("ingest", "ingest"), calls());
    }

    @Test
    void a_step_that_reads_a_pattern_always_runs_and_what_it_found_decides_about_the_next() throws Exception {
        Path found = folder.resolve("log.json");
        Step ingest = new Step("ingest", step("ingest").arguments(), List.of(), List.of(found), true);
        Files.writeString(found, "{files: [a.csv]}");
        run(ingest, step("train"));
        run(ingest, step("train"));
        assertEquals(List.of("ingest", "train", "ingest"), calls());
        Files.writeString(found, "{files: [b.csv]}");
        run(ingest, step("train"));
        assertEquals(List.of("ingest", "train", "ingest", "ingest", "train"), calls());
    }

    @Test
    void logs_given_by_a_pattern_or_on_another_disk_are_looked_for_each_time() throws IOException {
        for (String log : List.of("raw/*.csv", "raw/2024-0[1-3].csv", "raw/{a,b}.csv", "s3a://bucket/raw")) {
            assertTrue(plan(log).get(0).alwaysRun(), log);
        }
        assertFalse(plan("raw/a.csv").get(0).alwaysRun());
        Path named = Files.writeString(folder.resolve("orders [1].csv"), "a");
        assertFalse(plan(named.toString()).get(0).alwaysRun());
    }

    @Test
    void training_into_a_registry_that_was_removed_is_not_done() throws Exception {
        Step train = plan("raw/a.csv").get(2);
        for (Path product : train.products()) {
            assertFalse(train.isMade(), product.toString());
            Files.createDirectories(product.getParent());
            Files.createFile(product);
        }
        assertTrue(train.isMade());
        Files.delete(folder.resolve("models/churn/journal"));
        assertFalse(train.isMade());
    }

    @Test
    void the_first_failure_ends_the_chain_with_its_exit_code_and_what_to_do() throws Exception {
        Step failing = new Step("features", List.of("fail"), List.of(), folder.resolve("never"));
        assertEquals(1, run(step("ingest"), failing, step("train")));
        assertEquals(List.of("ingest", "features"), calls());
        assertTrue(progress().contains("[2/3] features failed with exit code 7"), progress());
        assertTrue(progress().contains("  perennial features fail"), progress());
        assertTrue(progress().contains("finished steps are not repeated"), progress());
    }

    @Test
    void wrong_use_of_a_step_is_wrong_use_of_the_chain() throws Exception {
        assertEquals(2, run(new Step("features", List.of("misuse"), List.of(), folder.resolve("never"))));
    }

    @Test
    void a_killed_step_says_so_and_what_it_may_mean() throws Exception {
        assertEquals(1, run(new Step("train", List.of("killed"), List.of(), folder.resolve("never"))));
        assertTrue(progress().contains("train was killed; if nobody did it, the system did because memory ran out"));
    }

    @Test
    void a_second_run_in_the_same_folder_is_refused() throws Exception {
        try (Scratch held = Scratch.of(new RunFolder(folder))) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> run(step("ingest")));
            assertTrue(refused.getMessage().startsWith("another run is working in " + folder), refused.getMessage());
            assertFalse(Files.exists(held.folder()));
        }
        assertEquals(0, run(step("ingest")));
    }

    @Test
    void what_spark_keeps_meanwhile_is_gone_afterwards_and_after_a_killed_run() throws Exception {
        Path scratch = new RunFolder(folder).scratch();
        Files.createDirectories(scratch.resolve("left by a killed run"));
        Step step = new Step("score", List.of("scratch"), List.of(), folder.resolve("never"));
        assertEquals(0, run(step));
        assertFalse(Files.exists(scratch));
    }

    @Test
    void a_run_goes_on_after_the_step_that_failed() throws Exception {
        run(step("ingest"), new Step("features", List.of("fail"), List.of(), folder.resolve("never")));
        run(step("ingest"), step("features"));
        assertEquals(List.of("ingest", "features", "features"), calls());
    }

    @Test
    void candidates_of_spark_are_fitted_before_they_are_judged_where_asked_for() {
        ScoringOptions options = CommandLine.populateCommand(new ScoringOptions(), "--mllib", "--seed", "7");
        List<Step> steps = RunPlan.steps(
                new RunFolder(folder), List.of(new LogSource("map.toml", "raw/a.csv")), Optional.empty(), options);
        assertEquals(
                List.of("ingest", "features", "mllib", "train", "score", "load", "report"),
                steps.stream().map(Step::command).toList());
        String out = folder.resolve("candidates").toString();
        assertTrue(
                steps.get(2).commandLine().endsWith("--out " + out + " --seed 7"),
                steps.get(2).commandLine());
        assertTrue(
                steps.get(3).commandLine().endsWith("--candidates " + out),
                steps.get(3).commandLine());
        assertFalse(
                plan("raw/a.csv").stream().anyMatch(step -> step.commandLine().contains("candidates")));
    }

    @Test
    void what_becomes_of_versions_and_old_populations_is_told_to_the_steps_that_see_to_it() throws Exception {
        ScoringOptions options =
                CommandLine.populateCommand(new ScoringOptions(), "--as", "CHALLENGER", "--keep-populations", "7");
        RunFolder run = new RunFolder(folder);
        List<Step> steps =
                RunPlan.steps(run, List.of(new LogSource("map.toml", "raw/a.csv")), Optional.empty(), options);
        assertTrue(
                steps.get(2).commandLine().endsWith(" --as challenger"),
                steps.get(2).commandLine());
        assertTrue(
                steps.get(4).commandLine().endsWith(" --keep 7"), steps.get(4).commandLine());
        String problem = options.problems(run).findFirst().orElseThrow();
        assertTrue(problem.startsWith("--as challenger needs a champion that scores everybody meanwhile"), problem);
        Files.createDirectories(run.ownRegistry().resolve("churn/journal"));
        assertEquals(List.of(), options.problems(run).toList());
        ScoringOptions none = CommandLine.populateCommand(new ScoringOptions(), "--keep-populations", "0");
        assertEquals(
                List.of("--keep-populations 0 is not 1 or more"),
                none.problems(run).toList());
    }

    @Test
    void a_summary_says_what_was_not_promoted_and_which_season_was_not_seen() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Quality plain = new Quality(json.readTree("{\"release\": \"champion\", \"held\": \"\"}"));
        assertEquals(Optional.empty(), plain.released());
        assertEquals(Optional.empty(), plain.unseenSeason());
        Quality held = new Quality(json.readTree("""
                {"release": "published", "held": "published, not promoted: churn 1 was brought back by ann",
                 "churn": {"notes": ["season unseen: no closed window"]}, "trend": {"notes": ["season unseen: flat"]}}
                """));
        assertEquals(
                "published, not promoted: churn 1 was brought back by ann; these scores are the champions'",
                held.released().orElseThrow());
        assertTrue(held.unseenSeason().orElseThrow().endsWith("for churn, trend"));
    }

    private int run(Step... steps) throws Exception {
        Script script = new Script(folder.resolve("perennial"));
        PrintStream stream = new PrintStream(progress, true, StandardCharsets.UTF_8);
        return new Chain(script, new RunFolder(folder), stream).run(List.of(steps));
    }

    private List<Step> plan(String log) {
        ScoringOptions options = CommandLine.populateCommand(new ScoringOptions());
        List<LogSource> sources = List.of(new LogSource("map.toml", log));
        return RunPlan.steps(new RunFolder(folder), sources, Optional.empty(), options);
    }

    private Step step(String command) {
        return new Step(command, List.of(product(command).toString()), List.of(), product(command));
    }

    private Path product(String command) {
        return folder.resolve(command + ".done");
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls")).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private String progress() {
        return progress.toString(StandardCharsets.UTF_8);
    }
}
