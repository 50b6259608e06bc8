package io.perennial.features.spark.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.RandomLog;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.time.OutcomeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestPeriodsTest {

    private static final OutcomeWindow MONTH = new OutcomeWindow(0, 30);

    @TempDir
    private Path folder;

    @Test
    void what_followed_and_what_came_before_are_read_by_the_one_definition() {
        ingest(
                "u,2020-01-01 12:00:00,buy,10,,x",
                "u,2020-04-20 12:00:00,buy,7,,x",
                "u,2020-05-10 12:00:00,buy,5.25,,x",
                "u,2020-05-10 13:00:00,buy,5.25,,x",
                "u,2020-05-11 12:00:00,return,3.50,,x",
                "later,2020-05-10 12:00:00,buy,1,,x",
                "v,2020-03-01 12:00:00,buy,10,,x",
                "v,2020-06-30 12:00:00,buy,1,,x");
        assertEquals(List.of("2020-05-06"), periods(List.of("2020-05-06")).days());
        List<Row> rows = Lab.rows(folder.resolve("periods/2020-05-06/outcomes/rows"));
        assertEquals(2, rows.size(), "nobody who came later is asked about");
        Row u = rows.stream()
                .filter(row -> "u".equals(row.getAs("user_id")))
                .findFirst()
                .orElseThrow();
        assertEquals(true, u.<Boolean>getAs("label_active"));
        assertEquals(4, u.<Integer>getAs("label_first_active_day"));
        assertEquals(1, u.<Integer>getAs("label_occasions"));
        assertEquals(700L, u.<Long>getAs("label_value_minor"));
        assertEquals(1, u.<Integer>getAs("last_period_occasions"));
        assertEquals(700L, u.<Long>getAs("last_period_value_minor"));
        assertNull(u.getAs("last_year_occasions"), "the log begins within the year before");
        assertNull(u.getAs("label_blocks_minor"), "six blocks of 30 days are not over");
        assertEquals(List.of(700L), u.getList(u.fieldIndex("label_horizons_minor")), "a month is over, no quarter");
    }

    @Test
    void the_snapshots_are_those_of_a_log_that_ends_on_the_day() {
        ingest(
                "u,2020-01-01 12:00:00,buy,10,,x",
                "u,2020-05-10 12:00:00,buy,5,,x",
                "v,2020-03-01 12:00:00,buy,10,,x",
                "v,2020-06-30 12:00:00,buy,1,,x");
        periods(List.of("2020-05-06"));
        Lab.features(folder.resolve("log"), folder.resolve("alone"), "2020-05-06", 0, 30);
        Path within = folder.resolve("periods/2020-05-06/snapshots");
        for (String part : List.of("train", "current")) {
            assertEquals(Lab.bytes(folder.resolve("alone").resolve(part)), Lab.bytes(within.resolve(part)), part);
        }
    }

    @Test
    void the_newest_days_with_closed_windows_are_taken_where_none_is_named() {
        ingest("u,2020-01-01 12:00:00,buy,10,,x", "u,2020-06-30 12:00:00,buy,1,,x");
        assertEquals(List.of("2020-05-02", "2020-06-01"), periods(List.of(), 2).days());
    }

    @Test
    void days_without_a_closed_window_or_with_overlapping_ones_are_refused() {
        ingest("u,2020-01-01 12:00:00,buy,10,,x", "u,2020-06-30 12:00:00,buy,1,,x");
        refused("take an --as-of of 2020-06-01 or earlier", "2020-06-10");
        refused("overlap", "2020-05-01", "2020-05-20");
    }

    @Test
    void a_day_that_is_refused_takes_nothing_from_the_back_test_that_is_there() {
        ingest("u,2020-01-01 12:00:00,buy,10,,x", "u,2020-06-30 12:00:00,buy,1,,x");
        periods(List.of("2020-05-06"));
        refused("is not after the log's first day", "2020-01-01", "2020-05-06");
        refused("overlap", "2020-05-01", "2020-05-20");
        assertTrue(Files.exists(folder.resolve("periods/days/periods.json")));
    }

    @Test
    void days_that_are_being_made_anew_are_no_back_test_until_the_last_is_made() throws IOException {
        ingest("u,2020-01-01 12:00:00,buy,10,,x", "u,2020-06-30 12:00:00,buy,1,,x");
        periods(List.of("2020-05-06"));
        Path index = folder.resolve("periods/days/periods.json");
        assertTrue(Files.exists(index));
        Path day = folder.resolve("periods/2020-04-06");
        Files.writeString(day, "in the way of its folder");
        assertThrows(RuntimeException.class, () -> periods(List.of("2020-04-06")));
        assertTrue(Files.notExists(index), "the days of before stand beside some made since");
        Files.delete(day);
        assertEquals(List.of("2020-04-06"), periods(List.of("2020-04-06")).days());
    }

    private void refused(String because, String... days) {
        WrongUse refusal = assertThrows(WrongUse.class, () -> periods(Arrays.asList(days)));
        assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
    }

    private TestPeriods.Periods periods(List<String> days) {
        return periods(days, 1);
    }

    private TestPeriods.Periods periods(List<String> days, int folds) {
        return Lab.periods(
                folder.resolve("log"),
                folder.resolve("periods"),
                days.stream().map(LocalDate::parse).toList(),
                folds,
                MONTH);
    }

    private void ingest(String... lines) {
        List<String> all = new ArrayList<>(List.of(RandomLog.HEADER));
        all.addAll(List.of(lines));
        Lab.ingest(RandomLog.MAPPING, folder.resolve("log"), Lab.write(folder.resolve("log.csv"), all));
    }
}
