package io.perennial.http.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how much is logged.
 *
 * @param folder       folder of the log; an empty text keeps none; unless given, {@code models.decisions} beside the
 *                     registry {@code models}
 * @param isStated     whether it was said where, or that nowhere; else the log is kept beside the registry
 * @param mostBytes    what all segments together may take, stated in MiB; the oldest are deleted beyond
 * @param segmentBytes bytes at which a new segment begins
 * @param driftDays    days whose drift is kept, 1 to 400
 */
public record DecisionConfig(
        Optional<Path> folder, boolean isStated, long mostBytes, long segmentBytes, int driftDays) {

    private static final long MEBIBYTE = 1L << 20;
    private static final long MOST_MEBIBYTES = 1_024;
    private static final long SEGMENT_MEBIBYTES = 32;
    private static final long ROOM_FOR_ANYTHING = 1L << 24;
    private static final int DRIFT_DAYS = 90;
    private static final int MOST_DRIFT_DAYS = 400;

    public DecisionConfig {
        if (segmentBytes < 1 || mostBytes < 2 * segmentBytes) {
            throw new IllegalArgumentException("a decision log of " + mostBytes
                    + " bytes does not hold two segments of " + segmentBytes + "; give it at least twice as much");
        }
    }

    /** Reads the table {@code [decisions]}: {@code folder}, {@code most_mib}, {@code drift_days}. */
    static DecisionConfig read(Section section) {
        long mebibytes = section.number("most_mib", MOST_MEBIBYTES);
        ServerConfig.require(
                mebibytes >= 1 && mebibytes <= ROOM_FOR_ANYTHING, "decisions.most_mib", mebibytes, "1 to 16777216");
        long most = mebibytes * MEBIBYTE;
        int days = section.count("drift_days", DRIFT_DAYS);
        ServerConfig.require(
                days >= 1 && days <= MOST_DRIFT_DAYS, "decisions.drift_days", days, "1 to " + MOST_DRIFT_DAYS);
        return new DecisionConfig(
                section.path("folder"),
                section.has("folder"),
                most,
                Math.min(SEGMENT_MEBIBYTES * MEBIBYTE, most / 4),
                days);
    }

    /** At most 1 GiB, of which nobody said where. */
    static DecisionConfig defaults() {
        return of(false);
    }

    /** No log. */
    public static DecisionConfig off() {
        return of(true);
    }

    private static DecisionConfig of(boolean isStated) {
        return new DecisionConfig(
                Optional.empty(), isStated, MOST_MEBIBYTES * MEBIBYTE, SEGMENT_MEBIBYTES * MEBIBYTE, DRIFT_DAYS);
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
        return new DecisionConfig(Optional.of(other), true, mostBytes, segmentBytes, driftDays);
    }

    /** The same, kept in a folder unless it was said where to keep it, or not to. */
    public DecisionConfig orIn(Path usual) {
        return isStated ? this : withFolder(usual);
    }
}
