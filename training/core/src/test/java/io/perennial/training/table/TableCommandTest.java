package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.FieldMatchingStrategy;
import io.perennial.features.feature.TableSchema;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import io.perennial.scoring.score.Verdict;
import io.perennial.training.TrainingMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on small tables: what it publishes, and what it refuses. */
class TableCommandTest {

    private static final Path DATA = Path.of(System.getProperty("perennial.root"), "..", "shared", "data");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Path table, String label, String id, String... more) {
        List<String> words =
                new ArrayList<>(List.of("table", "--table", table.toString(), "--label", label, "--id", id));
        words.addAll(List.of("--out", folder.resolve("out").toString(), "--csv"));
        words.addAll(List.of(more));
        if (!words.contains("--cross-validate")) {
            words.addAll(List.of("--cross-validate", "1x2"));
        }
        return TrainingMain.run(new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(new String[0]));
    }

    private int run(List<String> rows, String... more) throws IOException {
        return run(SampleTable.write(folder, SampleTable.HEADER, rows), "left", "id", more);
    }

    @Test
    void a_table_becomes_a_published_model_that_scores_and_explains_rows_it_never_saw() throws IOException {
        assertEquals(0, run(SampleTable.rows(600, 7), "--as-of", "2026-01-31"), err.toString());
        Registry registry = Registry.at(folder.resolve("out").resolve("models"));
        LoadedModel model = ModelLoader.load(
                registry.open("churn", registry.champion("churn").orElseThrow()));
        TableSchema schema = assertInstanceOf(TableSchema.class, model.schema());
        assertEquals(1, model.id().version());
        ModelFacts rate = registry.open("churn", 2).manifest().facts();
        assertEquals("naive:base_rate", rate.family());
        assertTrue(rate.canStandIn());
        assertEquals(List.of("plan", "months", "spend", "region"), schema.ids());
        Scorer scorer = new Scorer(model, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
        Explainer explainer = new Explainer(scorer);
        double risky = explained(scorer, explainer, row(schema, "basic", "2", "90", "N"));
        double safe = explained(scorer, explainer, row(schema, "pro", "55", "1,5", "S"));
        explained(
                scorer,
                explainer,
                row(schema, "unheard of", "", "", "?"),
                Verdict.NEWLY_MISSING,
                Verdict.UNKNOWN_VALUE);
        assertEquals(
                judged("chosen").path("auc").asDouble(),
                registry.open("churn", 1)
                        .manifest()
                        .facts()
                        .metrics()
                        .get("auc")
                        .value());
        assertEquals(
                judged("plain").path("difference"),
                judgement().path("comparisons").get(0).path("log_loss"));
        assertTrue(risky > safe + 0.2, risky + " against " + safe);
        List<String> lines = Files.readAllLines(folder.resolve("out").resolve("scores.csv"));
        assertEquals(601, lines.size());
        assertTrue(lines.get(1).startsWith("c0000,2026-01-31,0."), lines.get(1));
        assertTrue(lines.get(1).contains(",from_table,"), lines.get(1));
        assertTrue(Files.size(folder.resolve("out").resolve("scores").resolve("part-00000.parquet")) > 10_000);
    }

    private static double explained(Scorer scorer, Explainer explainer, UserRow row, Verdict... more) {
        Score score = scorer.score(row);
        Explanation why = assertInstanceOf(Explanation.class, explainer.explain(row, score, Target.CHURN));
        assertEquals(score.churn().orElseThrow().probability(), why.sum(), 1e-9);
        List<Verdict> told = new ArrayList<>(List.of(Verdict.FROM_TABLE));
        told.addAll(List.of(more));
        assertEquals(told, score.verdicts());
        return why.score();
    }

    private static UserRow row(TableSchema schema, String... cells) {
        double[] values = new double[schema.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells[i].contains(",") ? 1.5 : schema.columns().get(i).value(cells[i]);
        }
        return UserRow.ofTable("new", 20_000, values);
    }

    @Test
    void the_same_table_in_another_order_gives_the_same_model() throws IOException {
        List<String> rows = SampleTable.rows(300, 3);
        assertEquals(0, run(rows, "--as-of", "2026-01-31"), err.toString());
        byte[] first = model();
        List<String> turned = new ArrayList<>(rows);
        java.util.Collections.reverse(turned);
        assertEquals(
                0,
                run(
                        turned,
                        "--as-of",
                        "2026-01-31",
                        "--registry",
                        folder.resolve("again").toString()));
        Registry again = Registry.at(folder.resolve("again"));
        assertTrue(java.util.Arrays.equals(first, again.open("churn", 1).bytes(ModelLoader.MODEL)));
    }

    private byte[] model() {
        return Registry.at(folder.resolve("out").resolve("models"))
                .open("churn", 1)
                .bytes(ModelLoader.MODEL);
    }

    @Test
    void where_columns_say_nothing_the_rate_is_published_with_its_own_figures() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> noise = SampleTable.rows(300, 7).stream()
                .map(row -> row.substring(0, row.lastIndexOf(',')) + (random.nextDouble() < 0.3 ? ",yes" : ",no"))
                .toList();
        assertEquals(0, run(noise, "--as-of", "2026-01-31"), err.toString());
        Registry registry = Registry.at(folder.resolve("out").resolve("models"));
        ModelFacts rate = registry.open("churn", 1).manifest().facts();
        assertEquals("naive:base_rate", rate.family());
        JsonNode judged = judged("naive:base_rate");
        assertTrue(judged.path("slope").isNull(), "a slope of one rate a fold: " + judged);
        assertEquals(
                judged.path("profit").asDouble(),
                rate.metrics().get("expected_maximum_profit").value());
        assertEquals(
                judged.path("lift").asDouble(),
                rate.metrics().get("top_decile_lift").value());
        String card = new String(registry.open("churn", 1).bytes("card.md"), StandardCharsets.UTF_8);
        assertTrue(card.contains("No library stands behind it"), card);
        Scorer scorer = new Scorer(
                ModelLoader.load(registry.open("churn", 1)),
                Optional.empty(),
                Optional.empty(),
                ChurnGrade.Thresholds.defaults());
        TableSchema schema = assertInstanceOf(TableSchema.class, scorer.schema());
        Score.ChurnScore one =
                scorer.score(row(schema, "basic", "2", "90", "N")).churn().orElseThrow();
        double error = 1.645 * Math.sqrt(one.probability() * (1 - one.probability()) / 300);
        assertEquals(2 * error, one.high() - one.low(), error, "the interval of a rate of 300");
    }

    private JsonNode judgement() throws IOException {
        Path file = folder.resolve("out").resolve("training").resolve("evaluation.json");
        return new ObjectMapper().readTree(file.toFile());
    }

    private JsonNode judged(String id) throws IOException {
        for (JsonNode one : judgement().path("candidates")) {
            if (one.path("id").asText().equals(id)) {
                return one;
            }
        }
        throw new AssertionError(id + " is not judged");
    }

    @Test
    void wrong_input_ends_in_code_2_and_names_what_was_meant() throws IOException {
        List<String> rows = SampleTable.rows(200, 1);
        refused(run(SampleTable.write(folder, SampleTable.HEADER, rows), "lefft", "id"), "did you mean 'left'?");
        refused(run(SampleTable.write(folder, SampleTable.HEADER, rows), "plan", "id"), "has 3 values");
        refused(run(SampleTable.write(folder, SampleTable.HEADER, rows), "left", "key"), "no such column");
        refused(run(rows, "--drop", "regoin"), "did you mean 'region'?");
        refused(run(List.of()), "has a header and no row");
        Path groups = Files.writeString(folder.resolve("groups.csv"), "column,group\nmonth,Time\n");
        refused(run(rows, "--groups", groups.toString()), "did you mean 'months'?");
        List<String> one = rows.stream().map(row -> row.replace(",yes", ",no")).toList();
        refused(run(one), "has 1 value,");
        List<String> twice = new ArrayList<>(rows);
        twice.add(rows.get(0)
                .replace(",basic,", ",plus,")
                .replace(",pro,", ",basic,")
                .replace(",plus,", ",pro,"));
        refused(run(twice), "that differ");
        refused(run(Files.writeString(folder.resolve("nothing.csv"), ""), "left", "id"), "is empty");
        refused(
                run(
                        rows,
                        "--registry",
                        folder.resolve("nothing.csv").resolve("models").toString()),
                "cannot write ");
        refused(run(Files.writeString(folder.resolve("plain.csv.gz"), "id,left"), "left", "id"), "not a gzip file");
        Path semicolons = Files.writeString(folder.resolve("semicolons.csv"), "id;left\na;yes\n");
        refused(run(semicolons, "left", "id"), "no comma in its header 'id;left'; cells are separated by commas alone");
        refused(run(rows, "--as", "challenger"), "needs a champion to be tried beside");
        assertFalse(Files.exists(folder.resolve("out").resolve("models").resolve("churn")));
    }

    @Test
    void a_file_that_is_no_csv_in_utf_8_is_told_for_what_it_looks_like() throws IOException {
        List<String> rows = SampleTable.rows(200, 1);
        Path table = SampleTable.write(folder, SampleTable.HEADER, rows);
        Path other = folder.resolve("other.csv");
        Files.writeString(other, Files.readString(table), StandardCharsets.UTF_16);
        refused(run(other, "left", "id"), "is not UTF-8 (looks like UTF-16): convert it with iconv");
        Files.writeString(other, Files.readString(table).replace("basic", "基本"), Charset.forName("GB18030"));
        refused(run(other, "left", "id"), "is not UTF-8: convert it with iconv");
        Files.write(other, new byte[] {'P', 'A', 'R', '1', 0x15, (byte) 0xff, 0x02});
        refused(run(other, "left", "id"), "looks like Parquet; --table reads CSV");
        Files.write(other, List.of(SampleTable.HEADER, rows.get(0), "c9999,\"basic,3,1.5,N,no", rows.get(1)));
        refused(run(other, "left", "id"), "opens a quote in line 3 that nothing closes");
    }

    @Test
    void id_and_label_are_two_columns_and_neither_is_dropped() throws IOException {
        Path table = SampleTable.write(folder, SampleTable.HEADER, SampleTable.rows(200, 1));
        refused(run(table, "left", "left"), "--id and --label are both 'left'");
        refused(run(table, "left", "id", "--drop", "plan", "id"), "--drop 'id' is the --id");
        refused(run(table, "left", "id", "--drop", "left"), "--drop 'left' is the --label");
    }

    @Test
    void a_file_of_groups_without_its_header_without_columns_or_with_one_twice_is_refused() throws IOException {
        List<String> rows = SampleTable.rows(200, 1);
        Path groups = folder.resolve("groups.csv");
        Map<String, String> wrong = Map.of(
                "months,Time\nspend,Money\n", "line 1 is months,Time, not the header column,group",
                "column,group\nspend,Time\nspend,Money\n", "line 3 names 'spend' again",
                "column,group\n", "names no column",
                "", "names no column");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Files.writeString(groups, one.getKey());
            refused(run(rows, "--groups", groups.toString()), one.getValue());
        }
    }

    @Test
    void every_held_out_prediction_is_written_so_that_figures_can_be_made_again() throws IOException {
        assertEquals(0, run(SampleTable.rows(300, 7), "--cross-validate", "2x2"), err.toString());
        Path file = folder.resolve("out").resolve("predictions").resolve("part-0.parquet");
        List<HeldOutRow> held = new CarpetReader<>(file.toFile(), HeldOutRow.class)
                .withFieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
                .toList();
        assertEquals(2 * 300 * judgement().path("candidates").size(), held.size());
        double loss = held.stream()
                .filter(row -> row.candidate().equals("chosen"))
                .mapToDouble(row -> -StrictMath.log(row.actual() == 1 ? row.prediction() : 1 - row.prediction()))
                .average()
                .orElseThrow();
        assertEquals(judged("chosen").path("log_loss").asDouble(), loss, 1e-9);
    }

    private void refused(int exit, String words) {
        String said = err.toString();
        assertEquals(2, exit, said);
        assertTrue(said.contains(words), said + " lacks " + words);
        assertFalse(said.contains("\tat "), said);
        err.getBuffer().setLength(0);
    }

    @Test
    void the_score_columns_of_the_later_telco_file_are_caught() {
        int exit = run(data("telco-churn", "telco_customer_churn_11.1.3.csv.gz"), "Churn Label", "CustomerID");
        for (String column : List.of("Churn Value", "Churn Score", "CLTV", "Churn Reason")) {
            assertTrue(err.toString().contains("'" + column + "'"), err.toString());
        }
        refused(exit, "--drop");
    }

    /** Its total of items counts the cancellation itself, which no other count does. */
    @Test
    void the_user_features_of_sparkify_are_refused_before_anything_is_learned() {
        int exit = run(data("sparkify", "sparkify_user_features_test.csv.gz"), "churn", "userId");
        assertFalse(err.toString().contains("fold judged"), err.toString());
        assertTrue(err.toString().contains("'count_items'"), err.toString());
        refused(exit, "a weighted sum of");
    }

    @Test
    void a_total_that_counts_the_outcome_itself_is_refused_with_its_parts() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> rows = new ArrayList<>();
        for (String row : SampleTable.rows(500, 7)) {
            int songs = random.nextInt(5_000);
            int pages = random.nextInt(800);
            rows.add(row + "," + songs + "," + pages + "," + (songs + pages + (row.endsWith("yes") ? 1 : 0)));
        }
        Path table = SampleTable.write(folder, SampleTable.HEADER + ",songs,pages,items", rows);
        int exit = run(table, "left", "id");
        for (String column : List.of("songs", "pages", "items")) {
            assertTrue(err.toString().contains("'" + column + "'"), err.toString());
        }
        refused(exit, "a weighted sum of");
        refused(run(table, "left", "id", "--allow-leak", "plan"), "a weighted sum of");
        assertEquals(0, run(table, "left", "id", "--allow-leak", "items"), err.toString());
    }

    @Test
    void one_column_allowed_lets_no_other_pass_that_the_recipe_alone_finds() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> rows = new ArrayList<>();
        for (String row : SampleTable.rows(500, 7)) {
            boolean left = random.nextInt(20) == 0 ? random.nextBoolean() : row.endsWith("yes");
            double angle = 2 * Math.PI * random.nextDouble();
            double radius = (row.endsWith("yes") ? 2 : 1) + 0.1 * random.nextDouble();
            rows.add(row + "," + radius * Math.cos(angle) + "," + radius * Math.sin(angle) + "," + (left ? 1 : 0));
        }
        Path table = SampleTable.write(folder, SampleTable.HEADER + ",east,north,told", rows);
        refused(run(table, "left", "id"), "'told'");
        refused(run(table, "left", "id", "--allow-leak", "told"), "the columns together rank churners");
    }

    @Test
    void a_table_with_one_column_of_two_values_is_judged() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> rows = IntStream.range(0, 400)
                .mapToObj(i -> i + "," + (i % 2 == 0 ? "basic" : "pro") + ","
                        + (random.nextDouble() < (i % 2 == 0 ? 0.6 : 0.2) ? "yes" : "no"))
                .toList();
        assertEquals(0, run(SampleTable.write(folder, "id,plan,left", rows), "left", "id"), err.toString());
        assertEquals(0.7, judged("chosen").path("auc").asDouble(), 0.04);
        String told = "400 rows equal so many others in all but the id that they are customers who look alike";
        assertTrue(
                judgement().path("notes").get(0).asText().startsWith(told),
                judgement().path("notes").toString());
    }

    /** Neither column says anything alone, nor does any weighted sum; and there are fewer different rows than folds. */
    @Test
    void two_columns_that_decide_together_are_refused_however_few_values_they_have() throws IOException {
        List<String> rows = IntStream.range(0, 400)
                .mapToObj(i -> {
                    boolean east = i % 10 < 3;
                    boolean north = i / 10 % 10 < 3;
                    return i + "," + east + "," + north + "," + (east == north ? "no" : "yes");
                })
                .toList();
        Path table = SampleTable.write(folder, "id,east,north,left", rows);
        refused(run(table, "left", "id", "--cross-validate", "1x10"), "the columns together rank churners");
    }

    @Test
    void a_rival_of_terms_is_judged_in_the_same_folds() throws IOException {
        Path terms = Files.write(
                folder.resolve("left.terms"),
                List.of("# made by hand", "log1p(months)", "spend * spend", "months * plan=basic"));
        assertEquals(0, run(SampleTable.rows(400, 7), "--against", terms.toString()), err.toString());
        assertTrue(out.toString().contains("against   plain, paired"), out.toString());
        assertTrue(out.toString().contains("against   formula, paired"), out.toString());
        Files.write(terms, List.of("log1p(plan)"));
        refused(run(SampleTable.rows(400, 7), "--against", terms.toString()), "line 1: 'log1p(plan)'");
        Files.write(terms, List.of("", "months * plan=basik"));
        refused(run(SampleTable.rows(400, 7), "--against", terms.toString()), "did you mean 'basic'?");
    }

    private static Path data(String set, String name) {
        Path file = DATA.resolve(set).resolve(name);
        assumeTrue(Files.exists(file), "skipped: " + name + " is not there");
        return file;
    }
}
