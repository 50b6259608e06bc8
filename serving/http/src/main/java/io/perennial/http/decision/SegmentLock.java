package io.perennial.http.decision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Says that the writer of a segment lives: a lock on a file beside it, which nothing else ever opens. A lock on the
 * segment itself would be gone as soon as anybody in the same process had read it: the operating system drops all locks
 * of a process on a file with the first of its descriptors that is closed.
 */
final class SegmentLock {

    /** In the name of every segment of this process, whose own locks may not even be tried. */
    static final String PROCESS = HexFormat.of().toHexDigits(new SecureRandom().nextInt());

    private final Path file;
    private final FileChannel channel;

    private SegmentLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of a segment that is about to be made. */
    static SegmentLock take(Path segment) throws IOException {
        Path file = file(segment);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new SegmentLock(file, channel);
    }

    /** The lock of a segment whose writer is gone; empty where it lives, or may. */
    static Optional<SegmentLock> ofDead(Path segment) throws IOException {
        if (segment.getFileName().toString().contains("-" + PROCESS)) {
            return Optional.empty();
        }
        Path file = file(segment);
        // Segments of earlier releases have none beside them, and were locked themselves.
        FileChannel channel = FileChannel.open(Files.exists(file) ? file : segment, StandardOpenOption.WRITE);
        boolean isOurs = false;
        try {
            isOurs = channel.tryLock() != null;
            return isOurs ? Optional.of(new SegmentLock(file, channel)) : Optional.empty();
        } finally {
            if (!isOurs) {
                channel.close();
            }
        }
    }

    private static Path file(Path segment) {
        return segment.resolveSibling(segment.getFileName() + ".lock");
    }

    /** The segment is sealed: nobody asks for its writer any more. */
    void release() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }

    /** Lets go as a writer that was killed does. */
    void abandon() throws IOException {
        channel.close();
    }
}
