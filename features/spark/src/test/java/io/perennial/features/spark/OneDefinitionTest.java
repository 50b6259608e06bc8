package io.perennial.features.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.spark.ingest.Ingest;
import io.perennial.simulator.Simulation;
import io.perennial.simulator.log.Mess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant 1, one definition: offline = online. The snapshots Spark writes equal, bit for bit, what plain Java computes
 * from ledgers that grow as the same events arrive, as a server does it.
 */
final class OneDefinitionTest {

    @TempDir
    private Path folder;

    @Test
    void simulated_users_have_the_same_vector_offline_and_online() throws IOException {
        Path raw = folder.resolve("raw");
        new Simulation(150, 800, LocalDate.parse("2026-10-31"), 7, Mess.ORDINARY).write(raw, done -> {});
        List<Ingest.Source> sources = new ArrayList<>();
        for (String log : List.of("app_events", "orders", "campaigns", "feedback")) {
            sources.add(Lab.source(Files.readString(raw.resolve("mapping-" + log + ".toml")), raw.resolve(log)));
        }
        Lab.ingest(sources, Optional.of(raw.resolve("aliases.csv")), folder.resolve("log"));
        check(folder, "", 3, 90);
    }

    @Test
    void cdnow_sample_has_the_same_vector_offline_and_online() throws IOException {
        Lab.ingest("cdnow-sample", folder.resolve("log"), Lab.data("cdnow/cdnow_sample.csv.gz"));
        check(folder, "1997-10-01", 0, 273);
    }

    @Test
    void college_messages_have_the_same_vector_offline_and_online() throws IOException {
        Lab.ingest("college-msg", folder.resolve("log"), Lab.data("college-msg/college_msg.csv.gz"));
        check(folder, "2004-08-08", 0, 28);
    }

    @Test
    void bitcoin_raters_have_the_same_vector_offline_and_online() throws IOException {
        Lab.ingest("bitcoin-otc", folder.resolve("log"), Lab.data("bitcoin-otc/bitcoin_otc.csv.gz"));
        check(folder, "2013-01-01", 3, 180);
    }

    @Test
    void both_years_of_online_retail_have_the_same_vector_offline_and_online() throws IOException {
        Lab.ingest(
                "online-retail",
                Lab.shared().resolve("log"),
                Lab.data("online-retail/online_retail_2009-2010.csv.gz"),
                Lab.data("online-retail/online_retail_2010-2011.csv.gz"));
        check(Lab.shared(), "2011-06-10", 0, 182);
    }

    private static void check(Path made, String asOf, int gap, int horizon) throws IOException {
        Path snapshots = made.resolve("snapshots");
        Lab.features(made.resolve("log"), snapshots, asOf, gap, horizon);
        FeatureSchema schema = FeatureSchema.parse(Files.readString(snapshots.resolve("schema.txt")));
        Map<String, History.Timeline> users =
                timelines(made.resolve("log/events"), schema.context().log());
        for (String part : List.of("current", "train")) {
            for (Row row : Lab.rows(snapshots.resolve(part))) {
                check(row, schema, users.get(row.<String>getAs("user_id")));
            }
        }
    }

    private static void check(Row row, FeatureSchema schema, History.Timeline user) {
        int asOf = Math.toIntExact(row.<LocalDate>getAs("as_of").toEpochDay());
        History history = user.asOf(asOf);
        double[] online = schema.vector(history);
        int first = row.fieldIndex(schema.features().get(0).id());
        for (int i = 0; i < online.length; i++) {
            double offline = row.isNullAt(first + i) ? Double.NaN : row.getDouble(first + i);
            String id = schema.features().get(i).id();
            assertEquals(id, row.schema().fields()[first + i].name());
            assertEquals(
                    Double.doubleToLongBits(online[i]),
                    Double.doubleToLongBits(offline),
                    () -> row.getAs("user_id") + " as of " + row.getAs("as_of") + ": " + id);
        }
        List<Double> sequence =
                row.isNullAt(row.fieldIndex("sequence")) ? null : row.getList(row.fieldIndex("sequence"));
        if (sequence != null) {
            double[] expected = TrendSequence.of(history, schema.context());
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], sequence.get(i), 0.0);
            }
        }
    }

    /** Grown day after day, in the order of time, from the events each day brings. */
    private static Map<String, History.Timeline> timelines(Path events, LogDefinition log) {
        Map<Integer, Map<String, List<LedgerDay>>> arriving = new TreeMap<>();
        for (Iterator<Row> rows = Lab.spark().read().parquet(events.toString()).toLocalIterator(); rows.hasNext(); ) {
            Event event = event(rows.next());
            int day = log.day(event.at());
            arriving.computeIfAbsent(day, users -> new HashMap<>())
                    .computeIfAbsent(event.user(), user -> new ArrayList<>())
                    .add(LedgerDay.of(day, event));
        }
        Map<String, UserLedger> ledgers = new HashMap<>();
        arriving.values()
                .forEach(users -> users.forEach((user, parts) -> ledgers.merge(
                        user, UserLedger.merge(user, parts), (known, today) -> known.plus(today.days()))));
        Map<String, History.Timeline> timelines = new HashMap<>();
        ledgers.forEach((user, ledger) -> timelines.put(user, History.timeline(ledger)));
        return timelines;
    }

    private static Event event(Row row) {
        return new Event(
                row.getAs("user"),
                Instant.ofEpochMilli(row.getAs("at_ms")),
                EventKind.of(row.getAs("kind")).orElseThrow(),
                row.getAs("amount_minor"),
                row.getAs("seconds"),
                row.getAs("score"),
                row.getAs("item"),
                row.getAs("channel"),
                row.getAs("campaign"),
                row.getAs("id"));
    }
}
