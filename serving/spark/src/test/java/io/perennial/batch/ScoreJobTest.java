package io.perennial.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.spark.SparkSessions;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.Progress;
import io.perennial.scoring.population.LogAccount;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.ScoreColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The batch over a small shop: who gets a row, what is in it, and that nothing but the data shows in it. */
class ScoreJobTest {

    @TempDir
    private static Path folder;

    private static final SmallShop SHOP = new SmallShop();

    /** Not those of the standard playbook. */
    private static final ChurnGrade.Thresholds GRADES = new ChurnGrade.Thresholds(0.15, 0.4, 0.6, 0.85);

    private static SparkSession spark;

    @BeforeAll
    static void score_everybody() throws Exception {
        spark = SparkSessions.open("batch test");
        SHOP.write(spark, folder.resolve("one"), 1);
        SHOP.write(spark, folder.resolve("many"), 7);
        SmallModel.publish(
                folder.resolve("models"),
                SHOP.users().stream().map(SmallShop::vector).toList());
        spark.conf().set("spark.sql.shuffle.partitions", "3");
        score("one", "all");
        spark.conf().set("spark.sql.shuffle.partitions", "11");
        score("many", "all");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** The command itself closes its session, so the job is run inside ours. */
    private static void score(String name, String whom) throws Exception {
        Path run = folder.resolve(name);
        ScoreRequest request = new ScoreRequest(
                run.resolve("snapshots").toString(),
                run.resolve("log").toString(),
                folder.resolve("models"),
                run,
                true,
                GRADES,
                Optional.of(new Explained.Converter().convert(whom)));
        new ScoreJob(spark, request, new Progress("score", System.err)).run();
    }

    @Test
    void everybody_seen_before_the_as_of_has_one_row_in_ascending_order() {
        List<String> users =
                spark.read().parquet(folder.resolve("one/scores").toString()).select("user_id").collectAsList().stream()
                        .map(row -> row.getString(0))
                        .toList();
        assertEquals(users.stream().sorted().toList(), users);
        assertEquals(SmallShop.USERS, users.size());
    }

    @Test
    void snapshots_of_another_log_are_refused_naming_both() throws Exception {
        SHOP.write(spark, folder.resolve("other"), 1);
        Path summary = folder.resolve("other/log/log.json");
        Files.writeString(summary, Files.readString(summary).replace("2025-09-20", "2025-09-19"));
        String told = assertThrows(WrongUse.class, () -> score("other", "none")).getMessage();
        assertTrue(told.contains("other/snapshots were not made of log"), told);
        assertTrue(told.contains("other/log as it is now; make them again: perennial features"), told);
    }

    @Test
    void a_batch_that_fails_at_the_end_leaves_all_files_of_the_one_before() throws Exception {
        SHOP.write(spark, folder.resolve("twice"), 1);
        score("twice", "all");
        List<String> before = products("twice");
        byte[] csv = bytes("twice/scores.csv");
        Files.move(folder.resolve("twice/log/quarantine"), folder.resolve("twice/log/elsewhere"));
        assertThrows(RuntimeException.class, () -> score("twice", "none"));
        assertEquals(before, products("twice"));
        assertArrayEquals(csv, bytes("twice/scores.csv"));
        Files.move(folder.resolve("twice/log/elsewhere"), folder.resolve("twice/log/quarantine"));
        score("twice", "all");
        assertArrayEquals(csv, bytes("twice/scores.csv"));
        assertTrue(products("twice").stream().noneMatch(file -> file.contains("/.")), products("twice")::toString);
    }

    /** What lies in the folder of a batch, with the hour of each file. */
    private static List<String> products(String run) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve(run))) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.startsWith(folder.resolve(run).resolve("log")))
                    .map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void columns_are_those_of_the_documentation() {
        List<String> names = ScoreColumns.columns().stream().map(Column::name).toList();
        assertEquals(
                names,
                Arrays.asList(spark.read()
                        .parquet(folder.resolve("one/scores").toString())
                        .columns()));
    }

    @Test
    void neither_files_nor_partitions_show_in_any_byte() throws Exception {
        assertArrayEquals(bytes("one/scores.csv"), bytes("many/scores.csv"));
        assertArrayEquals(bytes("one/scores.json"), bytes("many/scores.json"));
        for (String file :
                List.of("population.json", "pages.bin", "index.bin", "list.bin", "aliases.bin", LogAccount.FILE)) {
            assertArrayEquals(bytes("one/bundle/" + file), bytes("many/bundle/" + file), file);
        }
    }

    @Test
    void every_explained_sum_was_checked_and_counted() throws Exception {
        JsonNode summary = new ObjectMapper().readTree(bytes("one/scores.json"));
        assertEquals(SmallShop.USERS - 1, summary.path("explained").asInt());
        assertTrue(summary.path("largest_difference").asDouble() <= 1e-9, summary.toString());
        assertTrue(summary.path("withheld").isEmpty(), summary.toString());
    }

    @Test
    void a_user_only_ever_touched_has_no_score_and_the_same_id_in_parquet_and_csv() throws Exception {
        Row row = spark.read()
                .parquet(folder.resolve("one/scores").toString())
                .where("user_id = '=only touched'")
                .first();
        assertTrue(row.isNullAt(row.fieldIndex("churn_probability")));
        assertEquals("never_active", row.getAs("stage"));
        assertTrue(
                new String(bytes("one/scores.csv"), StandardCharsets.UTF_8).contains("\r\n=only touched,2025-09-01,,"));
    }

    @Test
    void the_bundle_shows_no_day_on_or_after_the_as_of() {
        Population population = Population.open(folder.resolve("one/bundle"));
        int asOf = population.asOf();
        for (int i = 0; i < population.header().users(); i++) {
            PopulationRow row = population.at(i);
            assertTrue(row.ledger().days().stream().mapToInt(LedgerDay::day).allMatch(day -> day < asOf), row.user());
            assertTrue(!row.ledger().days().isEmpty(), row.user());
        }
    }

    @Test
    void grades_begin_where_the_playbook_says_in_scores_and_bundle() {
        assertEquals(
                GRADES, Population.open(folder.resolve("one/bundle")).header().grades());
        List<Row> rows = spark.read()
                .parquet(folder.resolve("one/scores").toString())
                .where("churn_probability is not null")
                .select("churn_probability", "churn_grade")
                .collectAsList();
        assertTrue(rows.size() > 0);
        rows.forEach(row -> assertEquals(ChurnGrade.of(row.getDouble(0), GRADES).name(), row.getString(1)));
    }

    @Test
    void the_bundle_brings_the_aliases_of_the_log() {
        Population population = Population.open(folder.resolve("one/bundle"));
        assertEquals("user-7", population.aliases().user("device-7"));
        assertEquals(List.of("user-7", "device-7"), population.aliases().ids("user-7"));
    }

    @Test
    void the_bundle_tells_where_the_rows_of_the_log_went_and_names_nobody() throws Exception {
        Registry registry = Registry.at(folder.resolve("loaded"));
        int version = PopulationBundle.publish(folder.resolve("one/bundle"), registry);
        LogAccount account =
                LogAccount.of(registry.open(PopulationBundle.NAME, version)).orElseThrow();
        assertEquals(new LogAccount.Rows(2_000, 1_980, 10, 7, 3, 1_980), account.rows());
        assertEquals(
                List.of(
                        new LogAccount.Cause("time is missing", 2, List.of("Aaaa Aaaaaaa;;99.99", "Aaa;;9")),
                        new LogAccount.Cause("user is missing", 1, List.of(";9999-99-99;9.99"))),
                account.quarantined());
        assertEquals("orders.csv", account.files().get(0).name());
        assertEquals(SmallShop.USERS - 1, account.explaining().explained());
    }

    @Test
    void at_risk_explains_fewer_and_leaves_every_number_as_it_is() throws Exception {
        SHOP.write(spark, folder.resolve("some"), 2);
        score("some", "at-risk");
        JsonNode all = new ObjectMapper().readTree(bytes("one/scores.json"));
        JsonNode some = new ObjectMapper().readTree(bytes("some/scores.json"));
        int raised = all.path("grades").path("R3").asInt()
                + all.path("grades").path("R4").asInt()
                + all.path("grades").path("R5").asInt();
        assertEquals(raised, some.path("explained").asInt());
        assertEquals(all.path("grades"), some.path("grades"));
    }

    private static byte[] bytes(String file) throws Exception {
        return Files.readAllBytes(folder.resolve(file));
    }
}
