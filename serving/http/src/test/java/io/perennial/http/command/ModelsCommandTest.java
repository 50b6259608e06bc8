package io.perennial.http.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Provenance;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

    @TempDir
    Path root;

    @BeforeEach
    void publish() {
        Registry registry =
                Registry.at(root, Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC), "tester");
        for (int version = 1; version <= 2; version++) {
            registry.publish(Draft.of(facts()).file("model.bin", new byte[] {(byte) version}));
        }
        registry.promote("churn", 1, "first");
    }

    private static ModelFacts facts() {
        return new ModelFacts(
                "churn",
                "logistic",
                "zone=UTC\n",
                "ab".repeat(32),
                LocalDate.of(2026, 1, 1),
                "THREE_PERIODS",
                "beats every naive rule",
                "ranking users for outreach",
                32,
                Map.of("log_loss", new Metric(0.412345, 0.4, 0.42), "slope", Metric.of(1.0125)),
                new Provenance("data", "commit", Map.of("seed", "1"), Map.of(), "17"));
    }

    @Test
    void a_challenger_is_named_dismissed_and_a_killed_champion_falls_back() {
        assertEquals(
                "churn 2 is challenger\n",
                models("challenge", "churn", "2", "--why", "trial").out());
        assertTrue(
                models("show", "churn", "2").out().contains("(challenger)"),
                models("show", "churn", "2").out());
        assertEquals(2, models("challenge", "churn", "1").exit());
        assertEquals(
                "churn 2 is challenger no more\n", models("dismiss", "churn").out());
        assertEquals(2, models("dismiss", "churn").exit());
        models("promote", "churn", "2");
        assertEquals(
                "churn 1 is champion\n",
                models("kill", "churn", "--why", "wrong").out());
        assertTrue(
                models("show", "churn").out().contains("killed: wrong"),
                models("show", "churn").out());
        assertEquals("churn has no champion\n", models("kill", "churn").out());
        assertEquals(2, models("kill", "churn").exit());
    }

    private Cli models(String... args) {
        List<String> all = new java.util.ArrayList<>(List.of("models"));
        all.addAll(List.of(args));
        all.addAll(List.of("--registry", root.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void list_shows_each_model_on_an_aligned_line() {
        Cli list = models("list");
        assertEquals(0, list.exit());
        assertEquals(
                List.of(
                        "model  champion  versions  family    as-of       verdict",
                        "churn  1         [1,2]     logistic  2026-01-01  beats every naive rule"),
                list.out().lines().toList());
    }

    @Test
    void a_misspelt_model_is_answered_with_the_one_that_was_meant() {
        for (String asked : List.of("show", "verify")) {
            Cli found = models(asked, "chrn");
            assertEquals(2, found.exit());
            assertTrue(found.err().contains("no model 'chrn'; did you mean 'churn'?"), found.err());
        }
    }

    @Test
    void list_as_json_is_json() throws IOException {
        JsonNode models = new ObjectMapper().readTree(models("list", "--json").out());
        assertEquals("churn", models.get(0).get("name").asText());
        assertEquals(1, models.get(0).get("champion").asInt());
    }

    @Test
    void show_tells_facts_metrics_and_journal() {
        Cli show = models("show", "churn");
        assertEquals(0, show.exit());
        assertTrue(show.out().contains("churn 1 (champion)"), show.out());
        assertTrue(show.out().contains("log_loss  0.41235  [0.40000, 0.42000]"), show.out());
        assertTrue(show.out().contains("slope     1.0125   -\n"), show.out());
        assertTrue(show.out().contains("PROMOTED   1        tester  first"), show.out());
        assertTrue(models("show", "churn", "2").out().contains("churn 2 (published)"));
    }

    @Test
    void promote_and_rollback_move_the_champion() {
        assertEquals(
                "churn 2 is champion\n",
                models("promote", "churn", "2", "--why", "better").out());
        assertEquals("churn 1 is champion again\n", models("rollback", "churn").out());
        Cli none = models("rollback", "churn");
        assertEquals(2, none.exit());
        assertTrue(none.err().contains("promote a version instead"), none.err());
    }

    @Test
    void show_tells_what_was_so_at_an_instant() {
        models("promote", "churn", "2");
        assertTrue(models("show", "churn").out().contains("churn 2 (champion)"));
        Cli then = models("show", "churn", "--at", "2026-01-01T12:00:00Z");
        assertTrue(then.out().contains("churn 1 (champion)"), then.out() + then.err());
        assertFalse(then.out().contains("PROMOTED   2"), then.out());
        assertEquals(2, models("show", "churn", "--at", "yesterday").exit());
    }

    @Test
    void a_retired_version_is_refused_with_who_retired_it_and_why() {
        assertEquals(2, models("retire", "churn", "1").exit(), "the champion can't be retired");
        assertEquals(
                "churn 2 is retired\n",
                models("retire", "churn", "2", "--why", "leaks").out());
        assertTrue(models("show", "churn", "2").out().contains("churn 2 (retired)"));
        for (String verb : List.of("promote", "challenge", "retire")) {
            Cli refused = models(verb, "churn", "2");
            assertEquals(2, refused.exit(), verb);
            assertTrue(
                    refused.err().contains("is retired since") && refused.err().contains("(leaks)"), refused.err());
        }
        assertEquals("churn: whole\n", models("verify").out());
    }

    @Test
    void diff_tells_the_facts_and_figures_in_which_two_versions_differ() throws IOException {
        ModelFacts first = facts();
        ModelFacts other = new ModelFacts(
                first.name(),
                "xgboost",
                first.schema(),
                first.fingerprint(),
                LocalDate.of(2026, 2, 1),
                first.rung(),
                first.verdict(),
                first.intendedUse(),
                first.references(),
                Map.of("log_loss", new Metric(0.4, 0.39, 0.41)),
                first.provenance());
        Registry.at(root).publish(Draft.of(other).file("model.bin", new byte[] {3}));
        Cli diff = models("diff", "churn", "3");
        assertEquals(0, diff.exit(), diff.err());
        List<List<String>> lines = diff.out()
                .lines()
                .map(line -> List.of(line.strip().split(" {2,}")))
                .toList();
        assertTrue(lines.contains(List.of("fact", "churn 3", "churn 1")), diff.out());
        assertTrue(lines.contains(List.of("family", "xgboost", "logistic")), diff.out());
        assertTrue(lines.contains(List.of("as_of", "2026-02-01", "2026-01-01")), diff.out());
        assertFalse(diff.out().contains("verdict"), "what is the same is left out");
        assertTrue(
                lines.contains(List.of("log_loss", "0.4000 [0.3900, 0.4100]", "0.4123 [0.4000, 0.4200]", "0.0123")),
                diff.out());
        JsonNode node = new ObjectMapper()
                .readTree(models("diff", "churn", "3", "2", "--json").out());
        assertEquals(2, node.path("other").asInt());
        assertEquals(0.012345, node.at("/figures/0/difference").asDouble(), 1e-12);
        assertEquals(2, models("diff", "churn", "3", "9").exit());
    }

    @Test
    void export_copies_a_version_whole_or_not_at_all() throws IOException {
        Path copy = root.resolve("copy");
        Cli export = models("export", "churn", "--to", copy.toString());
        assertEquals(0, export.exit(), export.err());
        assertTrue(export.out().startsWith("churn 1: 2 files in " + copy + ", digest "), export.out());
        for (String file : List.of("model.bin", "manifest.json")) {
            assertArrayEquals(
                    Files.readAllBytes(root.resolve("churn/versions/1").resolve(file)),
                    Files.readAllBytes(copy.resolve(file)));
        }
        assertEquals(2, models("export", "churn", "2", "--to", copy.toString()).exit(), "it is there already");
        Files.write(root.resolve("churn/versions/2/model.bin"), new byte[] {9});
        Path damaged = root.resolve("damaged");
        Cli refused = models("export", "churn", "2", "--to", damaged.toString());
        assertTrue(refused.err().contains("is not the one that was published"), refused.err());
        try (Stream<Path> left = Files.list(root)) {
            assertEquals(
                    List.of("churn", "copy"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void verify_names_a_damaged_file_and_fails() throws IOException {
        assertEquals("churn: whole\n", models("verify").out());
        Files.write(root.resolve("churn/versions/2/model.bin"), new byte[] {9});
        Cli verify = models("verify", "churn");
        assertEquals(1, verify.exit());
        assertEquals("churn: 1 damaged\n", verify.out());
        assertTrue(verify.err().contains("versions/2/model.bin"), verify.err());
    }

    @Test
    void wrong_use_is_told_in_one_line_without_a_stack_trace() {
        for (String[] args : new String[][] {
            {"show", "nothing"}, {"show", "../etc"}, {"promote", "churn", "9"}, {"promote", "churn", "x"}, {}
        }) {
            Cli wrong = models(args);
            assertEquals(2, wrong.exit(), String.join(" ", args));
            assertFalse(wrong.err().contains("\tat "), wrong.err());
        }
        Cli nowhere =
                Cli.run("models", "list", "--registry", root.resolve("nowhere").toString());
        assertEquals(2, nowhere.exit());
        assertTrue(nowhere.err().contains("there is no registry at"), nowhere.err());
    }

    @Test
    void a_folder_in_which_nothing_is_published_is_refused_with_what_to_give() throws IOException {
        Path empty = Files.createDirectories(root.resolve("empty"));
        for (String command : List.of("serve", "explain some-user", "models list")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of("--registry", empty.toString()));
            Cli refused = Cli.run(words.toArray(String[]::new));
            assertEquals(2, refused.exit(), refused.err());
            assertTrue(
                    refused.err()
                            .startsWith(
                                    "perennial " + command.replace(" some-user", "") + ": nothing is published in "),
                    refused.err());
            assertTrue(refused.err().contains("give --registry DIR, such as quickstart/models after a quickstart"));
        }
    }

    @Test
    void who_names_the_folder_of_a_run_is_told_of_the_registry_in_it() {
        Path run = root.resolve("run");
        TinyCompany.publishModels(Registry.at(run.resolve("models")));
        Cli refused = Cli.run("models", "list", "--registry", run.toString());
        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().strip().endsWith("give --registry " + run.resolve("models")), refused.err());
    }
}
