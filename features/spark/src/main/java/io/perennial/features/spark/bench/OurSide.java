package io.perennial.features.spark.bench;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.spark.ingest.Ingest;
import io.perennial.features.spark.mapping.Mappings;
import io.perennial.features.spark.snapshot.Snapshots;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.features.time.OutcomeWindow;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The product's own steps, as {@code ingest} and {@code features} run them. */
final class OurSide {

    /** How many features a row has. */
    static final int FEATURES = FeatureCatalogue.features().size();

    private static final String MAPPING = "raw.toml";

    /** A gap longer than any log: no outcome is known, so that the as-of is the one day computed. */
    private static final OutcomeWindow NOTHING_TO_LEARN = new OutcomeWindow(OutcomeWindow.GAPS.most(), 90);

    private static final Progress SILENT =
            new Progress("bench", new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    private final SparkSession spark;
    private final Place place;

    OurSide(SparkSession spark, Place place) {
        this.spark = spark;
        this.place = place;
    }

    /** Raw CSV to events, ledger and quarantine. */
    LogSummary ingest() {
        Place.delete(place.log());
        Ingest.Source source = new Ingest.Source(
                Mappings.parse(MAPPING, DuckDb.resource(MAPPING)),
                List.of(place.csv().toString()));
        return new Ingest(spark, SILENT)
                .run(List.of(source), Optional.empty(), place.log().toString());
    }

    /** Event Parquet to ledger Parquet to feature Parquet. */
    void features() {
        Place.delete(place.snapshots());
        Ingest.ledger(spark, place.log().resolve("events").toString())
                .write()
                .mode(SaveMode.Overwrite)
                .partitionBy("month")
                .parquet(place.log().resolve("ledger").toString());
        new Snapshots(spark, SILENT)
                .run(place.log().toString(), place.snapshots().toString(), Optional.empty(), NOTHING_TO_LEARN);
    }
}
