package io.perennial.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.file.PathUtils;

/**
 * A run folder while one run works in it: no other run may, and what Spark keeps meanwhile lies inside, so that the
 * next run finds and removes what a killed one left.
 */
final class Scratch implements AutoCloseable {

    private final FileChannel lock;
    private final Path folder;

    private Scratch(FileChannel lock, Path folder) {
        this.lock = lock;
        this.folder = folder;
    }

    /**
     * Takes a run folder; the system gives it back when this process ends, however it ends.
     *
     * @throws IllegalStateException where another run works in it
     */
    static Scratch of(RunFolder run) throws IOException {
        Files.createDirectories(run.root());
        FileChannel lock = FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(lock)) {
            lock.close();
            throw new IllegalStateException(
                    "another run is working in " + run.root() + "; wait until it is done, or choose another --out");
        }
        PathUtils.delete(run.scratch());
        return new Scratch(lock, run.scratch());
    }

    /** Where Spark keeps what it needs meanwhile; made when it is first used. */
    Path folder() {
        return folder;
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process works in it already
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            PathUtils.delete(folder);
        }
    }
}
