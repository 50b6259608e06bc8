package io.perennial.http.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decisions of one segment, read through one open file; what was given again and again is read once. One thread. */
final class SegmentReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int BLOCK = 1 << 13;

    private final SegmentFile segment;
    private final FileChannel channel;
    private final Map<Long, Decision> read = new HashMap<>();

    private SegmentReader(SegmentFile segment, FileChannel channel) {
        this.segment = segment;
        this.channel = channel;
    }

    static SegmentReader open(SegmentFile segment) throws IOException {
        return new SegmentReader(segment, FileChannel.open(segment.path(), StandardOpenOption.READ));
    }

    /** The decision of the line at an offset; empty where it was torn, or written by a server with other features. */
    Optional<Decision> at(long offset) {
        try {
            byte[] line = line(offset);
            // A line that says an answer was given again is short: most of what a user was told often is such.
            JsonNode again = line.length < SegmentFile.LONGEST_AGAIN ? JSON.readTree(line) : null;
            if (again == null || !again.has(SegmentFile.AGAIN)) {
                return Optional.of(whole(offset, line));
            }
            long first = again.get(SegmentFile.AGAIN).asLong();
            Decision earlier = read.containsKey(first) ? read.get(first) : whole(first, line(first));
            return Optional.of(earlier.given(Instant.parse(again.get("at").asText())));
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} has no decision that can be read at byte {}: {}", segment.path(), offset, e.toString());
            return Optional.empty();
        }
    }

    private Decision whole(long offset, byte[] line) throws IOException {
        Decision decision = DecisionLine.read(line);
        read.put(offset, decision);
        return decision;
    }

    private byte[] line(long offset) throws IOException {
        return new Lines(Channels.newInputStream(channel.position(offset)), BLOCK)
                .next()
                .orElseThrow(() -> new EOFException("a line of the decision log was torn"));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
