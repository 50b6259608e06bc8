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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the log, read: a line is a decision, or says that the answer of an earlier line was given again.
 *
 * @param path where it lies
 */
record SegmentFile(Path path) {

    static final String SUFFIX = ".jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(SegmentFile.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String AGAIN = "again";
    private static final int LONGEST_LINE = 1 << 20;

    /** All segments of a folder, the newest first. */
    static List<SegmentFile> newestFirst(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted((one, two) -> two.compareTo(one))
                    .map(SegmentFile::new)
                    .toList();
        }
    }

    /** The line that says an answer was given again. */
    static byte[] again(long offset, Instant at) {
        return ("{\"" + AGAIN + "\":" + offset + ",\"at\":\"" + at + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** The decision of the line at an offset. */
    Decision at(long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            byte[] line = line(channel, offset);
            JsonNode node = JSON.readTree(line);
            if (!node.has(AGAIN)) {
                return DecisionLine.read(line);
            }
            Decision first = DecisionLine.read(line(channel, node.get(AGAIN).asLong()));
            return first.given(Instant.parse(node.get("at").asText()));
        }
    }

    private static byte[] line(FileChannel channel, long offset) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(offset)));
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line of the decision log is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    /** The keys of a segment without an index: of one that another server writes, or whose writer was killed. */
    SegmentKeys scan() throws IOException {
        SegmentKeys keys = new SegmentKeys();
        long offset = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next;
            while ((next = in.read()) >= 0) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                add(line.toByteArray(), offset, keys);
                offset += line.size() + 1L;
                line.reset();
            }
        }
        // What follows the last line break is a line that a killed server had not finished.
        return keys;
    }

    /** A line that was torn, or written by a server with other features, is passed over: it may stop nobody. */
    private void add(byte[] line, long offset, SegmentKeys keys) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.has(AGAIN)) {
                keys.addAgain(at(node.get(AGAIN).asLong()), offset);
            } else {
                keys.add(DecisionLine.read(line), offset);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} has a line at byte {} that can't be read: {}", path.getFileName(), offset, e.toString());
        }
    }
}
