package io.perennial.features.spark.bench;

import io.perennial.features.event.EventKind;
import io.perennial.features.spark.table.LogSummary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the two sides say different things; DuckDB counts, since it reads the files of both. */
final class Differences {

    /** Sums of doubles may end differently where the order of adding differs. */
    private static final String TOLERANCE = "1e-9";

    private final DuckDb duck;
    private final Place place;

    Differences(DuckDb duck, Place place) {
        this.duck = duck;
        this.place = place;
    }

    /** Events and quarantined rows: what is counted differently, empty where nothing is. */
    Map<String, Long> ofIngest(LogSummary ours) {
        Map<String, Long> theirs = duck.numbers("SELECT (SELECT count(*) FROM '" + place.theirs("events")
                + "/*/*.parquet') AS events, (SELECT count(*) FROM '" + place.theirs("quarantine.parquet")
                + "') AS quarantined");
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("events", Math.abs(ours.events() - theirs.get("events")));
        counts.put("quarantined", Math.abs(ours.quarantined() - theirs.get("quarantined")));
        return onlyDifferent(counts);
    }

    /** Users and days whose ledger rows differ in anything. */
    long ofLedger() {
        String counts =
                Arrays.stream(EventKind.values()).map(EventKind::id).collect(Collectors.joining(", ", "[", "]"));
        String same = List.of("spend_minor", "refund_minor", "visit_seconds", "nps_sum", "sentiment_sum").stream()
                .map(column -> "o." + column + " = t." + column)
                .collect(Collectors.joining(" AND "));
        return duck.numbers("SELECT count(*) FILTER (NOT coalesce(o.counts = " + counts + " AND " + same
                        + " AND len(o.items) = len(t.items) AND len(o.channels) = len(t.channels), false)) AS rows FROM '"
                        + place.log().resolve("ledger") + "/*/*.parquet' o FULL JOIN '" + place.theirs("ledger")
                        + "/*/*.parquet' t ON o.user = t.user AND o.day = t.day")
                .get("rows");
    }

    /** The features DuckDB computes. */
    List<String> features() {
        return duck
                .numbers("SELECT * REPLACE (0 AS user_id) FROM '" + place.theirs("features.parquet") + "' LIMIT 1")
                .keySet()
                .stream()
                .filter(id -> !id.equals("user_id"))
                .toList();
    }

    /** Features of which users have different values, with how many users; empty where none has. */
    Map<String, Long> ofFeatures() {
        String each = features().stream()
                .map(id -> "count(*) FILTER (o." + id + " IS NOT NULL OR t." + id
                        + " IS NOT NULL) - count(*) FILTER (abs(o." + id + " - t." + id + ") <= " + TOLERANCE
                        + " * greatest(1, abs(t." + id + "))) AS " + id)
                .collect(Collectors.joining(", "));
        return onlyDifferent(duck.numbers(
                "SELECT count(*) FILTER (o.user_id IS NULL OR t.user_id IS NULL) AS users, " + each + " FROM '"
                        + place.snapshots().resolve("current") + "/*.parquet' o FULL JOIN '"
                        + place.theirs("features.parquet") + "' t ON o.user_id = t.user_id"));
    }

    private static Map<String, Long> onlyDifferent(Map<String, Long> counts) {
        Map<String, Long> different = new LinkedHashMap<>(counts);
        different.values().removeIf(count -> count == 0);
        return different;
    }
}
