package io.perennial.features.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.spark.ingest.Ingest;
import io.perennial.features.spark.snapshot.SnapshotPlan;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.simulator.Simulation;
import io.perennial.simulator.log.Mess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain SQL in another engine gives the same ledger and the same features, exactly. */
final class DuckDbOracleTest {

    /** Every line as often as in the file where it occurs most; amounts by whole numbers, rounded half to even. */
    private static final String RETAIL_EVENTS = """
            CREATE TABLE event AS
            WITH line AS (SELECT * FROM read_csv(FILES, header = true, all_varchar = true, filename = true)),
            per_file AS (SELECT *, count(*) AS n FROM line GROUP BY ALL),
            counted AS (SELECT * EXCLUDE (filename, n), max(n) AS n FROM per_file GROUP BY ALL),
            repeated AS (SELECT *, unnest(range(n)) AS copy FROM counted WHERE trim(CustomerID) <> ''),
            priced AS (
                SELECT CustomerID AS u, date_diff('day', DATE '1970-01-01', InvoiceDate[:10]::DATE) AS d,
                    StockCode AS item, '' AS channel, Quantity::BIGINT AS q, (Price::DECIMAL(18, 4) * 10000)::BIGINT AS p
                FROM repeated
                WHERE Price::DECIMAL(18, 4) > 0
                    AND (Quantity::BIGINT < 0 OR Quantity::BIGINT > 0 AND Invoice NOT LIKE 'C%')),
            valued AS (SELECT *, abs(q) * p AS v FROM priced)
            SELECT u, d, CASE WHEN q > 0 THEN 'purchase' ELSE 'refund' END AS kind, item, channel, 0 AS seconds,
                v // 100 + CASE WHEN v % 100 > 50 OR v % 100 = 50 AND v // 100 % 2 = 1 THEN 1 ELSE 0 END AS minor
            FROM valued
            """;

    private static final String TABLE_EVENTS = """
            CREATE TABLE event AS
            SELECT "user" AS u, day AS d, kind, item, channel, seconds, amount_minor AS minor
            FROM read_parquet('FOLDER/*/*.parquet')
            """;

    private static final String LEDGER = """
            SELECT u, d, COUNTS,
                coalesce(sum(minor) FILTER (kind = 'purchase'), 0), coalesce(sum(minor) FILTER (kind = 'refund'), 0),
                sum(seconds),
                least(256, count(DISTINCT item) FILTER (
                    item <> '' AND kind IN ('visit', 'core', 'purchase', 'content', 'social'))),
                least(256, count(DISTINCT channel) FILTER (
                    channel <> '' AND kind IN ('visit', 'core', 'purchase', 'open', 'click')))
            FROM event GROUP BY u, d ORDER BY u, d
            """;

    @TempDir
    private Path folder;

    @Test
    void online_retail_is_the_same_from_raw_lines_to_features() throws SQLException, IOException {
        Path made = Lab.shared();
        Path one = Lab.data("online-retail/online_retail_2009-2010.csv.gz");
        Path two = Lab.data("online-retail/online_retail_2010-2011.csv.gz");
        LogSummary summary = Lab.ingest("online-retail", made.resolve("log"), one, two);
        assertEquals(1_067_370, summary.rows());
        assertEquals(5_939, summary.users()); // of the 5,942 customers three have nothing but lines without price
        SnapshotPlan plan = Lab.features(made.resolve("log"), made.resolve("snapshots"), "2011-06-10", 0, 182);
        assertEquals(4_969, plan.users() - plan.neverActive());
        check(RETAIL_EVENTS.replace("FILES", "['" + one + "', '" + two + "']"), made, plan, "('purchase')");
    }

    @Test
    void a_simulated_company_is_the_same_from_events_to_features() throws SQLException, IOException {
        Path raw = folder.resolve("raw");
        new Simulation(200, 500, LocalDate.parse("2026-10-31"), 11, Mess.ORDINARY).write(raw, done -> {});
        List<Ingest.Source> sources = new ArrayList<>();
        for (String part : List.of("app_events", "orders", "campaigns", "feedback")) {
            sources.add(Lab.source(Files.readString(raw.resolve("mapping-" + part + ".toml")), raw.resolve(part)));
        }
        Path log = folder.resolve("log");
        Lab.ingest(sources, Optional.of(raw.resolve("aliases.csv")), log);
        SnapshotPlan plan = Lab.features(log, folder.resolve("snapshots"), "", 3, 90);
        String active = "('visit', 'core', 'purchase', 'content', 'social', 'invite')";
        check(TABLE_EVENTS.replace("FOLDER", log.resolve("events").toString()), folder, plan, active);
    }

    private static void check(String events, Path made, SnapshotPlan plan, String active) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            sql.execute(events);
            assertEquals(ledger(sql), ledger(made.resolve("log/ledger")));
            checkFeatures(sql, made.resolve("snapshots/current"), plan, active);
        }
    }

    private static List<String> ledger(Statement sql) throws SQLException {
        StringBuilder counts = new StringBuilder();
        for (EventKind kind : EventKind.values()) {
            counts.append(counts.isEmpty() ? "" : ", ").append("count(*) FILTER (kind = '" + kind.id() + "')");
        }
        List<String> rows = new ArrayList<>();
        try (ResultSet result = sql.executeQuery(LEDGER.replace("COUNTS", counts))) {
            while (result.next()) {
                StringBuilder row = new StringBuilder(result.getString(1));
                for (int i = 2; i <= 7 + EventKind.COUNT; i++) {
                    row.append(' ').append(result.getLong(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static List<String> ledger(Path table) {
        List<String> rows = new ArrayList<>();
        for (Row day : Lab.spark()
                .read()
                .parquet(table.toString())
                .orderBy("user", "day")
                .collectAsList()) {
            StringBuilder row = new StringBuilder(day.<String>getAs("user"));
            row.append(' ').append(day.<Integer>getAs("day"));
            day.getList(day.fieldIndex("counts"))
                    .forEach(count -> row.append(' ').append(count));
            row.append(' ').append(day.<Long>getAs("spend_minor"));
            row.append(' ').append(day.<Long>getAs("refund_minor"));
            row.append(' ').append(day.<Long>getAs("visit_seconds"));
            row.append(' ').append(day.getList(day.fieldIndex("items")).size());
            row.append(' ').append(day.getList(day.fieldIndex("channels")).size());
            rows.add(row.toString());
        }
        return rows;
    }

    private static void checkFeatures(Statement sql, Path snapshot, SnapshotPlan plan, String active)
            throws SQLException {
        Map<String, Row> users = new TreeMap<>();
        Lab.rows(snapshot).forEach(row -> users.put(row.getAs("user_id"), row));
        long asOf = LocalDate.parse(plan.asOf()).toEpochDay();
        int seen = 0;
        try (ResultSet result = sql.executeQuery(features(asOf, active))) {
            int columns = result.getMetaData().getColumnCount();
            assertTrue(columns > 20, "only " + columns + " columns");
            while (result.next()) {
                seen++;
                Row user = users.get(result.getString(1));
                for (int i = 2; i <= columns; i++) {
                    String id = result.getMetaData().getColumnLabel(i);
                    Object theirs = result.getObject(i) == null ? null : result.getDouble(i);
                    assertEquals(theirs, user.getAs(id), result.getString(1) + " " + id);
                }
            }
        }
        assertEquals(users.size(), seen);
    }

    private static String features(long asOf, String active) {
        StringBuilder sql = new StringBuilder("WITH seen AS (SELECT * FROM event WHERE d < " + asOf + "), ");
        sql.append("day AS (SELECT u, d, bool_or(kind IN " + active
                        + ") AS active, bool_or(kind = 'purchase') AS bought,")
                .append(" coalesce(sum(minor) FILTER (kind = 'purchase'), 0)::BIGINT AS spend,")
                .append(" coalesce(sum(minor) FILTER (kind = 'refund'), 0)::BIGINT AS back,")
                .append(" count(*) FILTER (kind = 'visit') AS visits, count(*) FILTER (kind = 'refund') AS refunds")
                .append(" FROM seen GROUP BY u, d)")
                .append(" SELECT u, ")
                .append((asOf - 1) + " - max(d) FILTER (active) AS silence_days, ")
                .append((asOf - 1) + " - max(d) FILTER (bought) AS purchase_silence_days, ")
                .append((asOf - 1) + " - min(d) AS tenure_days, ")
                .append((asOf - 1) + " - min(d) FILTER (bought) AS purchase_tenure_days, ")
                .append("count(*) FILTER (bought) AS purchase_occasions, ")
                .append("sum(spend)::DOUBLE / 100 AS spend_lifetime, ")
                .append("(sum(spend)::DOUBLE / 100) / nullif(count(*) FILTER (bought), 0) AS mean_basket, ")
                .append("arg_max(spend, d) FILTER (bought)::DOUBLE / 100 AS last_basket, ")
                .append("arg_min(spend, d) FILTER (bought)::DOUBLE / 100 AS first_basket, ")
                .append("CASE count(*) FILTER (bought) WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE 1 END AS repeat_buyer");
        for (int days : new int[] {7, 28, 84}) {
            sql.append(", count(*) FILTER (active AND d >= " + (asOf - days) + ") AS active_days_" + days);
        }
        for (int days : new int[] {28, 84, 180, 365}) {
            sql.append(", count(*) FILTER (bought AND d >= " + (asOf - days) + ") AS occasions_" + days);
            sql.append(", " + money("spend", asOf - days) + " AS spend_" + days);
        }
        for (int days : new int[] {84, 365}) {
            sql.append(
                    ", " + money("spend", asOf - days) + " - " + money("back", asOf - days) + " AS net_spend_" + days);
        }
        sql.append(", coalesce(sum(refunds) FILTER (d >= " + (asOf - 84) + "), 0) AS refunds_84");
        sql.append(", " + money("back", asOf - 365) + " / nullif(" + money("spend", asOf - 365)
                + ", 0) AS refund_share_365");
        return sql.append(" FROM day GROUP BY u").toString();
    }

    private static String money(String column, long from) {
        return "(coalesce(sum(" + column + ") FILTER (d >= " + from + "), 0)::DOUBLE / 100)";
    }
}
