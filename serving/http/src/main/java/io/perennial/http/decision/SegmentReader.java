package io.perennial.http.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Decisions of one segment, read through one open file; what was given again and again is read once. One thread. */
final class SegmentReader implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_LINE = 1 << 20;

    private final FileChannel channel;
    private final Map<Long, Decision> read = new HashMap<>();

    private SegmentReader(FileChannel channel) {
        this.channel = channel;
    }

    static SegmentReader open(SegmentFile segment) throws IOException {
        return new SegmentReader(FileChannel.open(segment.path(), StandardOpenOption.READ));
    }

    /**
     * The decisions of a kind that are written out in a segment, oldest first; none where it was deleted meanwhile. What
     * follows the last line break is being written, or torn.
     */
    static GivenAnswers wholeOf(SegmentFile segment, Predicate<Decision> wanted) throws IOException {
        List<Decision> whole = new ArrayList<>();
        int unreadable = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(segment.path()), 1 << 16)) {
            for (Optional<byte[]> line = next(in); line.isPresent(); line = next(in)) {
                if (line.get().length >= SegmentFile.LONGEST_AGAIN) {
                    Optional<Decision> decision = readable(line.get());
                    unreadable += decision.isPresent() ? 0 : 1;
                    decision.filter(wanted).ifPresent(whole::add);
                }
            }
        } catch (NoSuchFileException e) {
            return new GivenAnswers(List.of(), 0);
        }
        return new GivenAnswers(whole, unreadable);
    }

    private static Optional<byte[]> next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        return read(in, line) ? Optional.of(line.toByteArray()) : Optional.empty();
    }

    private static Optional<Decision> readable(byte[] line) {
        try {
            return Optional.of(DecisionLine.read(line));
        } catch (IOException e) {
            return Optional.empty();
        }
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
            return Optional.empty();
        }
    }

    private Decision whole(long offset, byte[] line) throws IOException {
        Decision decision = DecisionLine.read(line);
        read.put(offset, decision);
        return decision;
    }

    private byte[] line(long offset) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        read(new BufferedInputStream(Channels.newInputStream(channel.position(offset))), line);
        return line.toByteArray();
    }

    /** Reads up to the next line break; whether there was one. */
    private static boolean read(InputStream in, ByteArrayOutputStream line) throws IOException {
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line of the decision log is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return next >= 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
