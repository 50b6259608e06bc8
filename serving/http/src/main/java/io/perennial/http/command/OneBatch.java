package io.perennial.http.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.PopulationHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle and the summary that its batch left beside it. */
final class OneBatch {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OneBatch() {}

    /**
     * Refuses a bundle beside which lies the summary of another batch; one that was copied away has none beside it.
     *
     * @throws IllegalArgumentException where the two speak of different days, data or models
     */
    static void check(Path bundle, PopulationHeader header) {
        Path file = bundle.toAbsolutePath().normalize().resolveSibling("scores.json");
        if (!Files.isRegularFile(file)) {
            return;
        }
        JsonNode summary = read(file);
        String asOf = summary.path("as_of").asText();
        String data = summary.path("data_hash").asText(header.dataHash());
        if (!asOf.equals(header.asOf().toString())
                || !data.equals(header.dataHash())
                || !isBy(summary.path("models"), header)) {
            throw new IllegalArgumentException("bundle " + bundle + " as of " + header.asOf() + " and " + file
                    + " as of " + asOf + " are of two batches; score again: perennial score --out "
                    + file.getParent());
        }
    }

    /** Whether these versions scored the bundle; a summary of an earlier release may not tell. */
    private static boolean isBy(JsonNode versions, PopulationHeader header) {
        return header.models().entrySet().stream().allMatch(model -> {
            JsonNode version = versions.path(model.getKey());
            return version.isMissingNode()
                    || ModelId.ofStamp(model.getKey(), model.getValue()).version() == version.asInt();
        });
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage() + "; score again", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
