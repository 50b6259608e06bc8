package io.perennial.features.spark.bench;

import java.util.Map;

/** The same steps in SQL, run by DuckDB. */
final class TheirSide {

    private final DuckDb duck;
    private final Place place;

    TheirSide(DuckDb duck, Place place) {
        this.duck = duck;
        this.place = place;
    }

    /** Raw CSV to events, quarantine and ledger. */
    void ingest() {
        duck.run(
                "ingest.sql",
                Map.of(
                        "csv",
                        place.csv(),
                        "events",
                        place.theirs("events"),
                        "quarantine",
                        place.theirs("quarantine.parquet")));
        ledger("theirs");
    }

    /** Our event Parquet to ledger Parquet to feature Parquet, as of an epoch day. */
    void features(int asOf) {
        ledger("ours");
        duck.run(
                "features.sql",
                Map.of("ledger", place.theirs("ledger"), "features", place.theirs("features.parquet"), "asOf", asOf));
    }

    private void ledger(String whose) {
        duck.run(
                "ledger.sql",
                Map.of(
                        "events",
                        whose.equals("ours") ? place.log().resolve("events") : place.theirs("events"),
                        "ledger",
                        place.theirs("ledger")));
    }
}
