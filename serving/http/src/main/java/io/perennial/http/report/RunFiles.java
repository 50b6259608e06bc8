package io.perennial.http.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files a run left behind that the report reads.
 *
 * @param root the folder of the run
 */
record RunFiles(Path root) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What became of the log's rows. */
    Facts log() {
        return facts("log/log.json", "ingest");
    }

    /** Which days were learned from. */
    Facts plan() {
        return facts("snapshots/plan.json", "features");
    }

    /** How the candidates were judged; empty where nothing was trained. */
    Optional<Facts> evaluation() {
        Path file = root.resolve("training/evaluation.json");
        return Files.exists(file) ? Optional.of(facts("training/evaluation.json", "train")) : Optional.empty();
    }

    /** Everybody's scores as the batch left them. */
    Path bundle() {
        return root.resolve("bundle");
    }

    private Facts facts(String name, String command) {
        Path file = root.resolve(name);
        String remedy = "; run `perennial " + command + "` for " + root;
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is not there" + remedy);
        }
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            return new Facts(file.toString(), remedy, tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage() + remedy, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
