package io.perennial.http.decision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One file of the log: a line is a decision, or says that the answer of an earlier line was given again.
 *
 * @param path where it lies
 */
record SegmentFile(Path path) {

    static final String SUFFIX = ".jsonl";

    /** The member that says which earlier line's answer was given again. */
    static final String AGAIN = "again";

    /** No line with {@link #AGAIN} has as many bytes. */
    static final int LONGEST_AGAIN = 128;

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
}
