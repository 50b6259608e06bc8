package io.perennial.features.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.snapshot.SnapshotPlan;
import io.perennial.features.spark.table.LogSummary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows with a wrong date, from the raw log to the plan of learning. */
final class StrayDaysTest {

    private static final String EPOCH = "lost,1970-01-01 12:00:00,buy,9.00,,i1";
    private static final String TEN_YEARS_AHEAD = "u1,2030-03-04 10:00:00,buy,9.00,,i1";
    private static final String TYPO = "u2,2062-03-04 10:00:00,visit,,60,i1";

    @TempDir
    private Path folder;

    /** What must not move: the as-of, the rung, and which past days are learned from by whom. */
    private record Moved(String asOf, String rung, List<String> days, String shortage) {
        static Moved of(SnapshotPlan plan) {
            return new Moved(
                    plan.asOf(),
                    plan.rung(),
                    plan.snapshots().stream()
                            .map(day -> day.asOf() + " " + day.role() + " " + day.eligible() + " " + day.churned())
                            .toList(),
                    plan.shortage());
        }
    }

    @Test
    void one_row_of_1970_or_far_ahead_moves_neither_as_of_nor_rung_nor_season_and_is_named() {
        List<String> lines = RandomLog.lines(11, 80, 200);
        LogSummary honest = ingest("honest", lines);
        assertEquals(Optional.empty(), honest.stray());
        Moved plan = Moved.of(features("honest", ""));
        assertEquals("CROSS_FITTED", plan.rung());
        for (String row : List.of(EPOCH, TEN_YEARS_AHEAD, TYPO)) {
            String day = row.split(",", -1)[1].substring(0, 10);
            LogSummary log = ingest(day, with(lines, row));
            assertEquals(plan, Moved.of(features(day, "")), row);
            assertEquals(honest.firstDay(), log.firstDay(), row);
            assertEquals(honest.lastDay(), log.lastDay(), row);
            assertEquals(honest.latestAsOf(), log.latestAsOf(), row);
            String told = log.stray().orElseThrow();
            assertTrue(told.contains("events of 1 user on " + day + " (test.toml)"), told);
            assertEquals(honest.events() + 1, log.events(), row);
            assertTrue(
                    Lab.rows(folder.resolve(day + "/log/ledger")).stream()
                            .anyMatch(kept -> kept.<Integer>getAs("day")
                                    == LocalDate.parse(day).toEpochDay()),
                    "the ledger has lost " + row);
        }
    }

    @Test
    void how_the_log_is_cut_into_files_and_in_what_order_changes_no_word_of_what_is_said() {
        List<String> lines = with(RandomLog.lines(12, 60, 200), EPOCH, TYPO);
        LogSummary whole = ingest("whole", lines);
        assertTrue(whole.stray().isPresent());
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            List<String> shuffled = new ArrayList<>(lines);
            Collections.shuffle(shuffled, random);
            List<Path> files = new ArrayList<>();
            for (int from = 0; from < shuffled.size(); ) {
                int to = Math.min(shuffled.size(), from + 1 + random.nextInt(1_000));
                files.add(file("cut" + seed + "/" + files.size() + ".csv", shuffled.subList(from, to)));
                from = to;
            }
            LogSummary cut =
                    Lab.ingest(RandomLog.MAPPING, folder.resolve("cut" + seed + "/log"), files.toArray(Path[]::new));
            assertEquals(whole.stray(), cut.stray(), "seed " + seed);
            assertEquals(whole.usersByDay(), cut.usersByDay(), "seed " + seed);
            assertEquals(whole.logs(), cut.logs(), "seed " + seed);
        }
    }

    @Test
    void users_who_come_after_the_as_of_do_not_make_an_early_day_stray_as_of_it() {
        List<String> past = new ArrayList<>(List.of("old,2016-05-01 12:00:00,buy,5.00,,i1"));
        for (int user = 0; user < 5; user++) {
            past.add("u" + user + ",2020-01-1" + user + " 12:00:00,buy,5.00,,i1");
            past.add("u" + user + ",2020-05-0" + (1 + user) + " 12:00:00,buy,5.00,,i1");
        }
        List<String> more = new ArrayList<>(past);
        for (int user = 0; user < 200; user++) {
            more.add("later" + user + ",2020-06-01 12:00:00,buy,5.00,,i1");
        }
        assertEquals("2016-05-01", ingest("past", past).firstDay());
        assertEquals("2020-01-10", ingest("more", more).firstDay());
        Moved then = Moved.of(features("past", "2020-05-05"));
        assertEquals(then, Moved.of(features("more", "2020-05-05")));
        for (String part : List.of("train", "current")) {
            assertEquals(
                    Lab.bytes(folder.resolve("past/snapshots/" + part)),
                    Lab.bytes(folder.resolve("more/snapshots/" + part)));
        }
    }

    private LogSummary ingest(String name, List<String> lines) {
        return Lab.ingest(RandomLog.MAPPING, folder.resolve(name + "/log"), file(name + "/log.csv", lines));
    }

    private SnapshotPlan features(String name, String asOf) {
        return Lab.features(folder.resolve(name + "/log"), folder.resolve(name + "/snapshots"), asOf, 3, 90);
    }

    private Path file(String name, List<String> lines) {
        return Lab.write(folder.resolve(name), with(List.of(RandomLog.HEADER), lines.toArray(String[]::new)));
    }

    private static List<String> with(List<String> lines, String... more) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        return all;
    }
}
