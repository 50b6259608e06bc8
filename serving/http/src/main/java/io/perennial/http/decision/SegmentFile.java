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

    /** Digits at the beginning of a name, the milliseconds since 1970 at which it was begun. */
    private static final int MILLIS_DIGITS = 15;

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

    /** When its writer began it, by its name; at the very first where the name does not tell. */
    Instant begin() {
        try {
            return Instant.ofEpochMilli(Long.parseLong(path.getFileName().toString(), 0, MILLIS_DIGITS, 10));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Instant.EPOCH;
        }
    }

    /** When something was last written to it; at the very first where it is gone. */
    Instant lastWritten() {
        return Instant.ofEpochMilli(path.toFile().lastModified());
    }

    /** The line that says an answer was given again. */
    static byte[] again(long offset, Instant at) {
        return ("{\"" + AGAIN + "\":" + offset + ",\"at\":\"" + at + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
