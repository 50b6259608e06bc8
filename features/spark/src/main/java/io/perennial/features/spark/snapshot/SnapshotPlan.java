package io.perennial.features.spark.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.features.spark.mapping.WrongUse;
import java.util.List;

/**
 * Which snapshots a folder holds and what they rest on: the file {@code plan.json}, written last.
 *
 * @param rung               how much history decides how we learn, a name of {@code LearningPlan.Rung}
 * @param asOf               the day scores speak for, ISO
 * @param gapDays            gap of the outcome scores speak of
 * @param horizonDays        its horizon
 * @param learnedGapDays     gap of the outcomes learned on
 * @param learnedHorizonDays their horizon
 * @param shortage           what the log lacks before any outcome of the full length is known, in words; empty where
 *                           it lacks nothing
 * @param snapshots          past days to learn from, newest first
 * @param users              users with any visible event
 * @param eligible           of them, those active within the look-back
 * @param neverActive        of them, those who only received
 * @param dataHash           hash of the visible ledger, and of nothing else
 * @param schema             fingerprint of the feature schema
 * @param log                SHA-256 of the log's summary
 * @param inputs             hash of log, window and build: equal inputs are not computed again
 */
public record SnapshotPlan(
        String rung,
        String asOf,
        int gapDays,
        int horizonDays,
        int learnedGapDays,
        int learnedHorizonDays,
        String shortage,
        List<Day> snapshots,
        long users,
        long eligible,
        long neverActive,
        String dataHash,
        String schema,
        String log,
        String inputs) {

    /** The file's name. */
    public static final String NAME = "plan.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * One past day to learn from.
     *
     * @param asOf         the day, ISO
     * @param role         the part it plays, a name of {@code LearningPlan.Role}
     * @param rows         users ever active before it
     * @param eligible     of them, those active within the look-back
     * @param churned      of the eligible, those without an active event in the outcome window
     * @param flooredMinor how much of negative net values the floor at 0 hid, all rows, minor units
     */
    public record Day(String asOf, String role, long rows, long eligible, long churned, long flooredMinor) {}

    public SnapshotPlan {
        shortage = shortage == null ? "" : shortage; // a plan made before plans said so
        snapshots = List.copyOf(snapshots);
    }

    /** The file's text. */
    String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan of texts and numbers has a JSON form", e);
        }
    }

    /** Reads the file's text; {@code where} is named in errors. */
    public static SnapshotPlan parse(String where, String json) {
        try {
            return JSON.readValue(json, SnapshotPlan.class);
        } catch (JsonProcessingException e) {
            throw new WrongUse(
                    where + " is not a plan of this release: " + e.getOriginalMessage()
                            + "; remove its folder and run features again",
                    e);
        }
    }
}
