package io.perennial.training.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * How often the outcomes of a past day were looked at, in one file of a registry that only grows: each look lets a
 * person choose what does well on that day, so that its figures flatter a little more.
 *
 * @param file one JSON object a line
 */
record Looks(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The looks counted in a registry. */
    static Looks in(Path registry) {
        return new Looks(registry.resolve("backtests.jsonl"));
    }

    /**
     * Counts one look more.
     *
     * @param at           when
     * @param asOf         the past day, ISO
     * @param outcomesHash tells its outcomes from others
     * @return how often these outcomes were looked at, this time included
     */
    int look(Instant at, String asOf, String outcomesHash) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ObjectNode line = JSON.createObjectNode()
                .put("at", at.toString())
                .put("as_of", asOf)
                .put("outcomes_hash", outcomesHash);
        byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                FileLock alone = channel.lock()) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining() && alone.isValid()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return count(outcomesHash);
    }

    private int count(String outcomesHash) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int looks = 0;
        for (String line : lines) {
            JsonNode look = JSON.readTree(line);
            looks += outcomesHash.equals(look.path("outcomes_hash").asText()) ? 1 : 0;
        }
        return looks;
    }
}
