package io.perennial.http.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how much is logged.
 *
 * @param folder       folder of the log; empty keeps none
 * @param mostBytes    bytes of all segments together; the oldest are deleted beyond
 * @param segmentBytes bytes at which a new segment begins
 */
public record DecisionConfig(Optional<Path> folder, long mostBytes, long segmentBytes) {

    private static final long MEBIBYTE = 1L << 20;
    private static final long MOST_MEBIBYTES = 1_024;
    private static final long SEGMENT_MEBIBYTES = 32;

    public DecisionConfig {
        if (segmentBytes < 1 || mostBytes < 2 * segmentBytes) {
            throw new IllegalArgumentException("a decision log of " + mostBytes
                    + " bytes does not hold two segments of " + segmentBytes + "; give it at least twice as much");
        }
    }

    /** Reads the table {@code [decisions]}: {@code folder}, {@code most_mib}. */
    static DecisionConfig read(Section section) {
        section.only("folder", "most_mib");
        long most = section.number("most_mib", MOST_MEBIBYTES) * MEBIBYTE;
        return new DecisionConfig(section.path("folder"), most, Math.min(SEGMENT_MEBIBYTES * MEBIBYTE, most / 4));
    }

    /** No log. */
    public static DecisionConfig off() {
        return new DecisionConfig(Optional.empty(), MOST_MEBIBYTES * MEBIBYTE, SEGMENT_MEBIBYTES * MEBIBYTE);
    }

    /** A log of at most 1 GiB in a folder. */
    public static DecisionConfig in(Path folder) {
        return off().withFolder(folder);
    }

    /** The folder beside a registry: {@code models.decisions} beside {@code models}. */
    public static Path beside(Path registry) {
        Path absolute = registry.toAbsolutePath().normalize();
        return absolute.resolveSibling(absolute.getFileName() + ".decisions");
    }

    /** The same in a folder. */
    public DecisionConfig withFolder(Path other) {
        return new DecisionConfig(Optional.of(other), mostBytes, segmentBytes);
    }

    /** The same with other sizes. */
    public DecisionConfig withSizes(long most, long segment) {
        return new DecisionConfig(folder, most, segment);
    }
}
