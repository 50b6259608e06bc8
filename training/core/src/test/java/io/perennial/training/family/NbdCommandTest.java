package io.perennial.training.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.annotation.Alias;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.MbgNbd;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.training.TrainingMain;
import io.perennial.training.nbd.Cohort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on small tables and a ledger whose truth is known. */
class NbdCommandTest {

    private static final FutureWindow WINDOW = new FutureWindow(0, 90);
    private static final GammaGamma BASKETS = new GammaGamma(6, 4, 15);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("nbd"));
        all.addAll(List.of(words));
        return TrainingMain.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("nbd.json").toFile());
    }

    @Test
    void a_table_gives_members_baskets_covariates_and_the_answers_of_a_user() throws IOException {
        Path table = folder.resolve("rfm.csv");
        List<String> rows = new ArrayList<>(List.of("id,x,t_x,T,mean_basket,web"));
        add(rows, "a", 0, new ParetoNbd(0.8, 40, 0.7, 90));
        add(rows, "b", 1, new ParetoNbd(0.8, 20, 0.7, 90));
        Files.write(table, rows);

        assertEquals(
                0, run("--rfm", table.toString(), "--covariates", "web", "--user", "b7", "--out", folder.toString()));

        JsonNode report = report();
        assertEquals(5, report.path("members").size());
        JsonNode pareto = report.path("members").get(3);
        assertEquals("Pareto/NBD", pareto.path("family").asText());
        assertTrue(pareto.path("test").get(0).path("p_value").asDouble() < 1e-6, pareto.toString());
        JsonNode r = pareto.path("parameters").get(0);
        assertTrue(r.path("interval").path("low").asDouble() < r.path("value").asDouble());
        double purchases = pareto.path("sums").path("purchases").path("value").asDouble();
        assertTrue(pareto.path("sums")
                        .path("purchases")
                        .path("interval")
                        .path("high")
                        .asDouble()
                > purchases);
        assertEquals(3, report.path("baskets").get(0).path("parameters").size());
        JsonNode buying = report.path("covariates").get(1).path("buying").get(0);
        assertEquals("web", buying.path("covariate").asText());
        assertEquals(
                Math.log(2),
                buying.path("value").asDouble(),
                4 * buying.path("error").asDouble());
        JsonNode answer = report.path("answers").get(0);
        assertTrue(
                answer.path("any_purchase").asDouble() <= answer.path("alive").asDouble(), answer.toString());
        assertTrue(answer.path("residual_purchases").asDouble()
                > answer.path("expected").asDouble() * 0.9);
        assertEquals(Files.readString(folder.resolve("nbd.txt")), out.toString().replace("\r", ""));
    }

    @Test
    void a_ledger_gives_regularity_too_and_nothing_on_or_after_the_as_of() throws IOException {
        LocalDate asOf = LocalDate.of(2026, 1, 1);
        writeLedger(asOf);

        assertEquals(0, run("--ledger", folder.toString(), "--as-of", asOf.toString(), "--out", folder.toString()));

        JsonNode report = report();
        assertEquals(600, report.path("users").asInt());
        assertEquals("2026-01-01", report.path("as_of").asText());
        assertEquals(1, report.path("regularity").size());
        assertTrue(out.toString().contains("Wheat-Morrison"), out.toString());
        String before = Files.readString(folder.resolve("nbd.json"));
        run("--ledger", folder.toString(), "--as-of", asOf.plusDays(1).toString(), "--out", folder.toString());
        assertTrue(!before.equals(Files.readString(folder.resolve("nbd.json"))), "the day after sees one day more");
        assertEquals(2, run("--ledger", folder.toString(), "--as-of", "2027-01-01"));
        assertTrue(err.toString().contains("as-of 2027-01-01 is outside what"), err.toString());
    }

    @Test
    void opportunities_give_the_bg_bb() throws IOException {
        Path table = folder.resolve("years.csv");
        Files.writeString(table, "x,t_x,n,users\n0,0,4,200\n1,1,4,40\n1,3,4,20\n2,2,4,30\n2,4,4,30\n4,4,4,80\n");

        assertEquals(
                0, run("--discrete", table.toString(), "--horizon", "3", "--out", folder.toString()), err.toString());

        assertEquals(400, report().path("users").asInt());
        assertEquals(6, report().path("histories").size());
        assertTrue(out.toString().contains("expected purchases at the next 3 opportunities"), out.toString());
    }

    @Test
    void what_is_wrong_with_a_table_is_said_with_its_place() throws IOException {
        Path table = folder.resolve("wrong.csv");
        Files.writeString(table, "x,t_x,T\n1,5,3\n");
        assertEquals(2, run("--rfm", table.toString()));
        assertTrue(
                err.toString().contains("record 1 of ") && err.toString().contains("last repeat at 5.0"),
                err.toString());
        Files.writeString(table, "id,x,t_x,T\na,1,2,3\nb,1,2,3\na,2,2,3\n");
        assertEquals(2, run("--rfm", table.toString()));
        assertTrue(err.toString().contains("record 3 of " + table + " is of id 'a' as record 1 is"), err.toString());
        Files.write(table, "id,x,t_x,T\n\u00fc,1,2,3\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(2, run("--rfm", table.toString()));
        assertTrue(err.toString().contains(table + " is not CSV in UTF-8"), err.toString());
        Path plain = Files.writeString(folder.resolve("plain.csv.gz"), "x,t_x,T\n1,2,3\n");
        assertEquals(2, run("--rfm", plain.toString()));
        assertTrue(err.toString().contains(plain + " cannot be read: not a gzip file"), err.toString());
        Files.writeString(table, "x,T\n1,3\n");
        assertEquals(2, run("--rfm", table.toString()));
        assertTrue(err.toString().contains("has no column 't_x'"), err.toString());
    }

    @Test
    void a_last_repeat_without_repeats_or_repeats_without_one_are_refused() throws IOException {
        Path table = folder.resolve("silence.csv");
        for (String row : List.of("0,40,90", "2,0,90")) {
            Files.writeString(table, "x,t_x,T\n1,10,90\n" + row + "\n");
            assertEquals(2, run("--rfm", table.toString()), row);
        }
        String said = err.toString();
        assertTrue(said.contains("record 2 of " + table + ": x = 0 with t_x = 40.0 days is no history"), said);
        assertTrue(said.contains("record 2 of " + table + ": x = 2 with t_x = 0.0 days is no history"), said);
        assertTrue(said.contains("the time since the last purchase is T - t_x"), said);
    }

    @Test
    void a_byte_order_mark_before_the_first_column_is_no_part_of_its_name() throws IOException {
        List<String> rows = new ArrayList<>(List.of("\ufeffx,t_x,T,mean_basket,web,id"));
        List<String> people = new ArrayList<>();
        add(people, "a", 0, new ParetoNbd(0.8, 40, 0.7, 90));
        people.stream()
                .map(row -> row.substring(row.indexOf(',') + 1) + "," + row.substring(0, row.indexOf(',')))
                .forEach(rows::add);
        Path table = Files.write(folder.resolve("marked.csv"), rows);
        assertEquals(0, run("--rfm", table.toString()), err.toString());
    }

    @Test
    void where_nothing_tells_who_has_left_nobody_is_told_a_chance_of_being_alive() throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,x,t_x,T"));
        SplittableRandom random = new SplittableRandom(5);
        for (int user = 0; user < 300; user++) {
            int age = 200 + random.nextInt(100);
            int repeats = random.nextInt(5);
            int last = repeats == 0 ? 0 : age - random.nextInt(age / (repeats + 1)) / 2 - 1;
            rows.add("u" + user + "," + repeats + "," + last + "," + age);
        }
        Path table = Files.write(folder.resolve("rfm.csv"), rows);
        assertEquals(0, run("--rfm", table.toString(), "--user", "u7", "--out", folder.toString()), err.toString());
        assertTrue(out.toString().contains("P(alive)    not shown"), out.toString());
        assertTrue(out.toString().contains("  P(alive) -, P(buys in the window) 0."), out.toString());
        assertTrue(report().path("answers").get(0).path("alive").isNull(), report().toString());
    }

    @Test
    void an_option_that_the_source_has_no_use_for_is_refused() throws IOException {
        Path table = folder.resolve("table.csv");
        Files.writeString(table, "x,t_x,T\n1,2,3\n");
        for (List<String> useless : List.of(
                List.of("--discrete", "--user", "b7"),
                List.of("--discrete", "--covariates", "web"),
                List.of("--rfm", "--as-of", "2026-01-01"))) {
            String option = useless.get(1);
            assertEquals(2, run(useless.get(0), table.toString(), option, useless.get(2)));
            String said = option + " says nothing together with " + useless.get(0);
            assertTrue(err.toString().contains(said), err.toString());
        }
        assertEquals(2, run("--rfm", table.toString(), "--discount", "0.2"));
        assertTrue(err.toString().contains("--discount says nothing without --user"), err.toString());
    }

    private static void add(List<String> rows, String prefix, int web, ParetoNbd model) {
        int user = 0;
        for (Cohort.User one : Cohort.draw(model, BASKETS, 800, 150, 300, WINDOW, 3 + web)) {
            String basket = Double.isNaN(one.meanBasket()) ? "" : Double.toString(one.meanBasket());
            rows.add(String.format(
                    Locale.ROOT,
                    "%s%d,%.0f,%s,%s,%s,%d",
                    prefix,
                    ++user,
                    one.history().repeats(),
                    one.history().lastRepeat(),
                    one.history().age(),
                    basket,
                    web));
        }
    }

    /** A row of a ledger, as far as purchases are asked for. */
    record Day(
            String user,
            int day,
            List<Integer> counts,
            @Alias("spend_minor") long spendMinor) {}

    /** Users who buy at random gaps, each once on the as-of too. */
    private void writeLedger(LocalDate asOf) throws IOException {
        List<Integer> one = new ArrayList<>(Collections.nCopies(16, 0));
        one.set(2, 1);
        int last = (int) asOf.toEpochDay();
        List<Day> days = new ArrayList<>();
        int user = 0;
        for (Cohort.User drawn : Cohort.draw(new MbgNbd(.6, 40, .7, 1.6), BASKETS, 600, 200, 300, WINDOW, 9)) {
            String id = "u" + user++;
            int first = last - 1 - (int) drawn.history().age();
            int repeats = (int) drawn.history().repeats();
            for (int i = 0; i <= repeats; i++) {
                int at = first
                        + (int) (drawn.history().lastRepeat() * i * (i + 1.0) / Math.max(1, repeats * (repeats + 1.0)));
                days.add(new Day(id, at, one, 1_000 + 10L * i));
            }
            days.add(new Day(id, last, one, 99_900));
        }
        Path month = Files.createDirectories(folder.resolve("ledger").resolve("month=2025-12"));
        try (CarpetWriter<Day> writer =
                new CarpetWriter.Builder<>(new LocalOutputFile(month.resolve("part.parquet")), Day.class).build()) {
            writer.write(days);
        }
        Files.writeString(
                folder.resolve("log.json"),
                "{\"definition\":{\"currency\":\"CNY\"},\"first_day\":\"2025-03-01\",\"latest_as_of\":\"2026-02-01\"}");
    }
}
