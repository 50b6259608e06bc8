package io.perennial.http.decision;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the last bytes of one segment hold, read once from front to back. One thread. */
final class SegmentTail {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int BLOCK = 1 << 16;

    private final Wanted wanted;
    private final List<Decision> decisions = new ArrayList<>();
    private int unreadable;

    private SegmentTail(Wanted wanted) {
        this.wanted = wanted;
    }

    /**
     * The decisions that are written out in the last so many bytes, oldest first; none where the segment was deleted
     * meanwhile.
     *
     * @throws java.nio.channels.ClosedByInterruptException where the thread is interrupted
     */
    static GivenAnswers of(SegmentFile segment, Wanted wanted, long mostBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - mostBytes);
            // From the byte before on, which tells whether a line begins at the start.
            Lines lines = new Lines(Channels.newInputStream(channel.position(Math.max(0, start - 1))), BLOCK);
            return start == 0 ? new SegmentTail(wanted).whole(lines) : new SegmentTail(wanted).cut(lines, segment);
        } catch (NoSuchFileException e) {
            return new GivenAnswers(List.of(), 0, Optional.empty());
        }
    }

    private GivenAnswers whole(Lines lines) throws IOException {
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            add(line.get());
        }
        return new GivenAnswers(decisions, unreadable, Optional.empty());
    }

    private GivenAnswers cut(Lines lines, SegmentFile segment) throws IOException {
        lines.next();
        Optional<Instant> first = Optional.empty();
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            first = first.isPresent() ? first : at(line.get());
            add(line.get());
        }
        // Where no line of it was read, all of them are older than the file.
        Instant since = first.isPresent()
                ? first.get()
                : Files.getLastModifiedTime(segment.path()).toInstant();
        return new GivenAnswers(decisions, unreadable, Optional.of(since));
    }

    private void add(byte[] line) {
        if (line.length < SegmentFile.LONGEST_AGAIN) {
            return;
        }
        if (line[0] != '{' || line[line.length - 1] != '}') {
            unreadable++;
        } else if (wanted.mayBe(line)) {
            Optional<Decision> decision = readable(line);
            unreadable += decision.isPresent() ? 0 : 1;
            decision.filter(wanted.decision()).ifPresent(decisions::add);
        }
    }

    private static Optional<Decision> readable(byte[] line) {
        try {
            return Optional.of(DecisionLine.read(line));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** When the answer of a line was given. */
    private static Optional<Instant> at(byte[] line) {
        try {
            return Optional.of(Instant.parse(JSON.readTree(line).path("at").asText()));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
