package io.perennial.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.features.time.OutcomeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What {@code plan.json} beside the snapshots says: how much history there is and which windows outcomes are read in.
 *
 * @param rung     how much history decides how we learn
 * @param asOf     the day scores speak for, epoch day
 * @param served   the window scores speak of
 * @param learned  the window labels were read in; shorter than {@code served} on {@link Rung#EXTRAPOLATED}
 * @param users    users with any visible event
 * @param dataHash hash of the visible ledger content
 */
public record SnapshotPlan(
        Rung rung, int asOf, OutcomeWindow served, OutcomeWindow learned, long users, String dataHash) {

    /** Whether an outcome window of the served length has closed, so that what is learned is what is served. */
    public boolean isServedWindowClosed() {
        return rung == Rung.THREE_PERIODS || rung == Rung.CROSS_FITTED;
    }

    /**
     * Reads a plan file.
     *
     * @throws IOException              where it can't be read
     * @throws IllegalArgumentException where a field is missing or out of range, with the file and the field
     */
    public static SnapshotPlan read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    file + " does not exist; build snapshots first with `perennial features --log DIR/log --out "
                            + file.toAbsolutePath().getParent() + "`");
        }
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        return new SnapshotPlan(
                Rung.valueOf(field(json, "rung", file).asText()),
                Math.toIntExact(
                        LocalDate.parse(field(json, "as_of", file).asText()).toEpochDay()),
                window(json, "gap_days", "horizon_days", file),
                window(json, "learned_gap_days", "learned_horizon_days", file),
                field(json, "users", file).asLong(),
                field(json, "data_hash", file).asText());
    }

    private static OutcomeWindow window(JsonNode json, String gap, String horizon, Path file) {
        return new OutcomeWindow(
                field(json, gap, file).asInt(), field(json, horizon, file).asInt());
    }

    private static JsonNode field(JsonNode json, String name, Path file) {
        JsonNode field = json.get(name);
        if (field == null || field.isNull()) {
            throw new IllegalArgumentException(
                    file + " lacks the field '" + name + "'; rebuild the snapshots with `perennial features`");
        }
        return field;
    }
}
