package io.perennial.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.spark.step.StepFolder;
import io.perennial.features.time.OutcomeWindow;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The snapshots a batch scores: what {@code features} left beside the rows.
 *
 * @param folder   of the snapshots
 * @param schema   canonical text of the feature schema
 * @param asOf     the day the scores speak for
 * @param dataHash hash of the visible ledger content
 * @param log      SHA-256 of the summary of the log they were made of
 * @param window   gap and horizon of the outcome
 * @param currency ISO 4217
 */
record Snapshot(
        StepFolder folder,
        String schema,
        LocalDate asOf,
        String dataHash,
        String log,
        OutcomeWindow window,
        String currency) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a snapshot's description.
     *
     * @throws IllegalArgumentException where the folder holds no finished snapshots
     */
    static Snapshot read(String place, Configuration conf) throws IOException {
        StepFolder folder = StepFolder.at(place, conf);
        String schema = file(folder, place, "schema.txt");
        FeatureSchema features = FeatureSchema.parse(schema);
        JsonNode plan = JSON.readTree(file(folder, place, "plan.json"));
        return new Snapshot(
                folder,
                schema,
                LocalDate.parse(plan.path("as_of").asText()),
                plan.path("data_hash").asText(),
                plan.path("log").asText(),
                features.window(),
                features.context().log().currency());
    }

    /** What its scores speak of, as JSON members. */
    Map<String, Object> frame() {
        return new TreeMap<>(Map.of(
                "gap_days", window.gapDays(),
                "horizon_days", window.horizonDays(),
                "currency", currency));
    }

    /** Where the rows to be scored lie. */
    String current() {
        return folder.inPlace("current");
    }

    private static String file(StepFolder folder, String place, String name) {
        return folder.read(name)
                .orElseThrow(() -> new IllegalArgumentException("folder " + place + " has no " + name
                        + "; make snapshots first: perennial features --log DIR --out " + place));
    }
}
