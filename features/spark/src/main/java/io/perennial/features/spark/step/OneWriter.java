package io.perennial.features.spark.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The right to make a file or folder of this disk, held by one process at a time; the system takes it back when the
 * process ends, however it ends.
 *
 * <p>An empty file {@code .lock-<name>} stays beside the place: were it removed, two processes could hold two of them.
 */
public final class OneWriter {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private OneWriter() {}

    /**
     * Does work that only the holder of the right to a place may do; waits a little for a process that is just ending.
     *
     * @throws StepFailed where another process keeps the right, or the disk is full
     * @throws io.perennial.features.spark.mapping.WrongUse where the folder cannot be written
     */
    public static <T> T make(Path place, Supplier<T> work) {
        return make(place, PATIENCE, work);
    }

    static <T> T make(Path place, Duration patience, Supplier<T> work) {
        Path file = place.resolveSibling(".lock-" + place.getFileName());
        try (FileChannel channel = open(file)) {
            await(channel, place, patience);
            return work.get();
        } catch (IOException e) {
            throw Obstacles.told(new UncheckedIOException("cannot write " + place, e), place.toString());
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void await(FileChannel channel, Path place, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isTaken(channel)) {
            if (System.nanoTime() > deadline) {
                throw new StepFailed(
                        "another process is writing " + place + "; wait until it is done, or choose another --out");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process writes it already
        }
    }
}
