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
import java.util.HashSet;
import java.util.Set;

/**
 * How often the outcomes of past days were looked at, in one file of a registry that only grows: each look lets a
 * person choose what does well on those days, so that figures of them flatter a little more. Another horizon, gap or
 * as-of does not make them unseen, so every look counts whose outcome window shares a day.
 *
 * @param file one JSON object a line
 */
record Looks(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Outcomes that are looked at.
     *
     * @param log  zone and currency of the log, such as {@code Europe/London GBP}: logs of others share no outcomes
     * @param asOf the past day, ISO
     * @param from first day of their window, ISO
     * @param to   the day after its last, ISO
     * @param hash tells them from any others
     */
    record Outcomes(String log, String asOf, String from, String to, String hash) {

        /** Whether a line of the file is of these, in whole or in part; lines of earlier releases have a hash alone. */
        private boolean isSeenIn(JsonNode line) {
            boolean isShared = log.equals(line.path("log").asText())
                    && line.path("from").asText().compareTo(to) < 0
                    && from.compareTo(line.path("to").asText()) < 0;
            return isShared || hash.equals(line.path("outcomes_hash").asText());
        }
    }

    /** The looks counted in a registry. */
    static Looks in(Path registry) {
        return new Looks(registry.resolve("backtests.jsonl"));
    }

    /**
     * Counts one look more.
     *
     * @param at when the back-test began that looks; its own other days are no looks before
     * @return how often any of these outcomes were looked at, this time included
     */
    int look(Instant at, Outcomes outcomes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ObjectNode line = JSON.createObjectNode()
                .put("at", at.toString())
                .put("log", outcomes.log())
                .put("as_of", outcomes.asOf())
                .put("from", outcomes.from())
                .put("to", outcomes.to())
                .put("outcomes_hash", outcomes.hash());
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
        return 1 + before(at, outcomes);
    }

    /** Back-tests before this one: of several days of one, each tells its own line, and all began at one instant. */
    private int before(Instant at, Outcomes outcomes) throws IOException {
        Set<String> others = new HashSet<>();
        for (String text : Files.readAllLines(file)) {
            JsonNode line = JSON.readTree(text);
            String began = line.path("at").asText();
            if (!began.equals(at.toString()) && outcomes.isSeenIn(line)) {
                others.add(began);
            }
        }
        return others.size();
    }
}
