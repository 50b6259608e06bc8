package io.perennial.http.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    static Path root;

    private static final String USER = TinyCompany.ledgers(60).get(1).user();

    @BeforeAll
    static void publish() {
        RunningServer.ofTinyCompany(root, 60).close();
    }

    private static Cli explain(String... args) {
        List<String> all = new java.util.ArrayList<>(
                List.of("explain", "--registry", root.resolve("registry").toString()));
        all.addAll(List.of(args));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void parts_reasons_and_score_stand_aligned() {
        Cli explained = explain(USER);
        assertEquals(0, explained.exit(), explained.err());
        List<String> lines = explained.out().lines().toList();
        assertTrue(lines.get(0).startsWith(USER + ", as of 2026-01-01 (churn@1)"), explained.out());
        assertTrue(
                lines.get(1).matches("churn probability 0\\.\\d{4} \\[0\\.\\d{4}, 0\\.\\d{4}]  R[1-5]"),
                explained.out());
        assertTrue(
                lines.get(2).matches("still away in the window by day 10 0\\.\\d{4}, day \\d+ 0\\.\\d{4}"),
                explained.out());
        int last = lines.stream()
                .filter(line -> line.startsWith("score"))
                .findFirst()
                .orElseThrow()
                .length();
        assertEquals(
                last,
                lines.stream()
                        .filter(line -> line.startsWith("baseline"))
                        .findFirst()
                        .orElseThrow()
                        .length());
        assertTrue(explained.out().contains("1. "), explained.out());
    }

    @Test
    void chinese_is_chinese_and_json_is_json() throws IOException {
        assertTrue(explain(USER, "--lang", "zh").out().contains("流失概率"));
        assertTrue(explain(USER, "--target", "ltv", "--lang", "zh").out().contains("生命周期价值"));
        assertTrue(explain(USER, "--target", "trend", "--lang", "zh").out().contains("未来六期预期消费"));
        assertEquals(
                "ltv",
                new ObjectMapper()
                        .readTree(explain(USER, "--target", "ltv", "--json").out())
                        .get("target")
                        .asText());
    }

    @Test
    void what_changed_stands_below_and_adds_up() {
        Cli changed = explain(USER, "--compare-to", "2025-12-20");
        assertEquals(0, changed.exit(), changed.err());
        List<String> lines = changed.out().lines().toList();
        int at = lines.indexOf("what changed");
        double sum = lines.subList(at + 1, lines.size() - 1).stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        String now = lines.get(lines.size() - 1);
        assertTrue(now.startsWith("score now"), changed.out());
        assertEquals(Double.parseDouble(now.substring(now.lastIndexOf(' ') + 1)), sum, 6e-4, changed.out());
        assertTrue(explain(USER, "--compare-to", "2025-12-20", "--lang", "zh")
                .out()
                .contains("变化分解"));
        assertEquals(2, explain(USER, "--compare-to", "2027-12-20").exit());
    }

    @Test
    void what_cannot_be_compared_is_said_below_the_explanation() throws IOException {
        Path company = root.resolve("before");
        Clock then = Clock.fixed(Instant.parse("2025-12-01T12:00:00Z"), ZoneOffset.UTC);
        TinyCompany.publishModels(Registry.at(company.resolve("registry"), then, "test"));
        RunningServer.ofTinyCompany(company, 60).close();
        Files.write(company.resolve("registry/churn/versions/1/model.bin"), new byte[] {1, 2, 3});
        Cli changed = Cli.run(
                "explain", "--registry", company.resolve("registry").toString(), USER, "--compare-to", "2025-12-20");
        assertEquals(0, changed.exit(), changed.err());
        assertTrue(
                changed.out().contains("! no change to tell: what was champion then can't be opened"), changed.out());
    }

    @Test
    void the_smallest_change_is_one_sentence() {
        assertTrue(explain(USER, "--goal", "0.3").out().contains("below 30.0%: days since last active"));
        assertTrue(explain(USER, "--goal", "0.3", "--lang", "zh").out().contains("以下的最小改变：沉默天数"));
        assertTrue(explain(USER, "--goal", "0.3", "--json").out().contains("\"status\" : \"found\""));
        assertEquals(2, explain(USER, "--goal", "7").exit());
    }

    @Test
    void an_unknown_user_or_target_is_wrong_use() {
        assertEquals(2, explain("nobody").exit());
        assertTrue(explain("nobody").err().contains("'nobody' is not in the population as of 2026-01-01"));
        assertEquals(2, explain(USER, "--target", "luck").exit());
    }

    @Test
    void load_refuses_a_bundle_beside_the_summary_of_another_batch() throws IOException {
        Path batch = Files.createDirectories(root.resolve("batch"));
        Path bundle = Files.createDirectories(batch.resolve("bundle"));
        for (String file : List.of("population.json", "index.bin", "list.bin", "pages.bin")) {
            Files.copy(root.resolve("bundle").resolve(file), bundle.resolve(file));
        }
        String registry = root.resolve("third").toString();
        for (String other : List.of(
                "{\"as_of\": \"2026-02-01\"}",
                "{\"as_of\": \"2026-01-01\", \"data_hash\": \"of other data\"}",
                "{\"as_of\": \"2026-01-01\", \"models\": {\"churn\": 7}}")) {
            Files.writeString(batch.resolve("scores.json"), other);
            Cli refused = Cli.run("load", "--bundle", bundle.toString(), "--registry", registry);
            assertEquals(2, refused.exit(), refused.err());
            assertTrue(refused.err().contains("are of two batches; score again"), refused.err());
        }
        Files.writeString(batch.resolve("scores.json"), "{\"as_of\": \"2026-01-01\", \"models\": {\"churn\": 1}}");
        Cli loaded = Cli.run("load", "--bundle", bundle.toString(), "--registry", registry);
        assertEquals(0, loaded.exit(), loaded.err());
    }

    @Test
    void load_publishes_a_bundle_and_refuses_a_damaged_one() throws IOException {
        String registry = root.resolve("other").toString();
        Cli loaded = Cli.run("load", "--bundle", root.resolve("bundle").toString(), "--registry", registry);
        assertEquals(0, loaded.exit(), loaded.err());
        assertEquals("population 1 is champion\n", loaded.out());
        Path damaged = Files.createDirectories(root.resolve("damaged"));
        for (String file : List.of("population.json", "index.bin", "list.bin", "pages.bin")) {
            Files.copy(root.resolve("bundle").resolve(file), damaged.resolve(file));
        }
        byte[] pages = Files.readAllBytes(damaged.resolve("pages.bin"));
        pages[pages.length / 2] ^= 1;
        Files.write(damaged.resolve("pages.bin"), pages);
        Cli refused = Cli.run("load", "--bundle", damaged.toString(), "--registry", registry);
        assertEquals(2, refused.exit());
        assertTrue(refused.err().contains("is damaged"), refused.err());
        Cli missing = Cli.run("load", "--bundle", root.resolve("nowhere").toString(), "--registry", registry);
        assertEquals(2, missing.exit());
        assertTrue(missing.err().contains("holds no population; write it first"), missing.err());
    }
}
