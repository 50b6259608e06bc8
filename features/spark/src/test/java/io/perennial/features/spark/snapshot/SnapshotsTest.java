package io.perennial.features.spark.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.RandomLog;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.table.LogSummary;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsTest {

    @TempDir
    private Path folder;

    @Test
    void the_as_of_must_lie_within_what_the_log_knows() {
        LogSummary log = ingest("u,2020-01-01 12:00:00,buy,1,,x", "u,2020-06-30 12:00:00,buy,1,,x");
        assertEquals("2020-06-30", log.lastDay());
        refused("2020-07-02", "is after 2020-07-01");
        refused("2020-01-01", "is not after the log's first day");
        refused("2019-01-01", "is not after the log's first day");
        assertEquals(
                "2020-07-01", Lab.features(log(), out(), "2020-07-01", 3, 30).asOf());
        assertEquals("2020-06-30", Lab.features(log(), out(), "", 3, 30).asOf());
    }

    @Test
    void the_default_as_of_is_one_the_log_is_complete_for() {
        Path log = write("u,2020-01-01 12:00:00,buy,1,,x", "u,2020-06-30 12:00:00,buy,1,,x");
        String complete = RandomLog.MAPPING.replace("user =", "complete_through = 2020-06-15\nuser =");
        assertEquals("2020-06-16", Lab.ingest(complete, log(), log).latestAsOf());
        assertEquals("2020-06-16", Lab.features(log(), out(), "", 3, 30).asOf());
    }

    @Test
    void a_log_of_one_day_has_no_default_as_of() {
        ingest("u,2020-01-01 12:00:00,buy,1,,x");
        refused("", "is not after the log's first day");
    }

    @Test
    void a_user_who_only_received_is_never_active_and_never_learned_from() {
        ingest(
                "quiet,2020-01-01 12:00:00,mail,,,x",
                "quiet,2020-03-01 12:00:00,mail,,,x",
                "u,2020-01-01 12:00:00,buy,1,,x",
                "u,2020-06-30 12:00:00,buy,1,,x");
        SnapshotPlan plan = Lab.features(log(), out(), "2020-06-30", 3, 30);
        assertEquals("", plan.shortage());
        assertEquals(2, plan.users());
        assertEquals(1, plan.neverActive());
        List<Row> current = Lab.rows(out().resolve("current"));
        assertEquals(2, current.size());
        for (Row row : current) {
            assertEquals("quiet".equals(row.getAs("user_id")), row.<Boolean>getAs("never_active"));
        }
        assertTrue(Lab.rows(out().resolve("train")).stream().noneMatch(row -> "quiet".equals(row.getAs("user_id"))));
    }

    @Test
    void labels_count_occasions_and_net_money_of_the_window() {
        ingest(
                "w,2020-01-01 12:00:00,buy,10,,x",
                "u,2020-03-01 12:00:00,buy,10,,x",
                "u,2020-05-10 12:00:00,buy,5.25,,x",
                "u,2020-05-10 13:00:00,buy,5.25,,x",
                "u,2020-05-11 12:00:00,return,3.50,,x",
                "v,2020-03-01 12:00:00,buy,10,,x",
                "v,2020-05-11 12:00:00,return,3.50,,x",
                "u,2020-06-30 12:00:00,buy,1,,x");
        SnapshotPlan plan = Lab.features(log(), out(), "2020-06-05", 0, 30);
        assertEquals("2020-05-06", plan.snapshots().get(0).asOf());
        for (Row row : Lab.rows(out().resolve("train"))) {
            if (row.getAs("as_of").toString().equals("2020-05-06")) {
                boolean u = "u".equals(row.getAs("user_id"));
                assertEquals(u, row.<Boolean>getAs("label_active"));
                assertEquals(u ? 4 : null, row.<Integer>getAs("label_first_active_day"));
                assertEquals(u ? 1 : 0, row.<Integer>getAs("label_occasions"));
                assertEquals(u ? 700L : 0L, row.<Long>getAs("label_value_minor"));
                assertEquals("v".equals(row.getAs("user_id")) ? 350L : 0L, row.<Long>getAs("label_floored_minor"));
            }
        }
        assertEquals(350, plan.snapshots().get(0).flooredMinor());
        assertEquals(2, plan.snapshots().get(0).eligible());
        assertEquals(1, plan.snapshots().get(0).churned());
    }

    @Test
    void too_short_a_log_has_a_current_snapshot_and_an_empty_one_to_learn_from() {
        ingest("u,2020-01-01 12:00:00,buy,10,,x", "u,2020-01-05 12:00:00,buy,10,,x");
        SnapshotPlan plan = Lab.features(log(), out(), "2020-01-05", 0, 30);
        assertEquals("NONE", plan.rung());
        assertTrue(plan.shortage().contains("the log has 4 days before the as-of"), plan.shortage());
        assertEquals(1, Lab.rows(out().resolve("current")).size());
        assertEquals(0, Lab.rows(out().resolve("train")).size());
    }

    private LogSummary ingest(String... lines) {
        return Lab.ingest(RandomLog.MAPPING, log(), write(lines));
    }

    private Path write(String... lines) {
        List<String> all = new java.util.ArrayList<>(List.of(RandomLog.HEADER));
        all.addAll(List.of(lines));
        return Lab.write(folder.resolve("log.csv"), all);
    }

    private void refused(String asOf, String because) {
        WrongUse refusal = assertThrows(WrongUse.class, () -> Lab.features(log(), out(), asOf, 3, 30));
        assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
    }

    private Path log() {
        return folder.resolve("log");
    }

    private Path out() {
        return folder.resolve("snapshots");
    }
}
