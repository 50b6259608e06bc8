package io.perennial.scoring.population;

import io.perennial.scoring.registry.RegistryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The file that pages of users are read from, open from the first moment on: whoever deletes it takes nothing away from a
 * server that still answers from it. Closed when nobody refers to it any more. Safe for many threads.
 */
final class PageFile {

    private static final String READ = "read users";

    private final Path path;
    /** No channel: one would be closed for all by an interrupted thread. */
    private final RandomAccessFile file;

    private PageFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** The pages of a published population. */
    static PageFile open(Path path) {
        return open(path, e -> RegistryException.of(READ, path, e));
    }

    /** Pages that a batch wrote and nobody published. */
    static PageFile unpublished(Path path) {
        return open(path, e -> RegistryException.of(READ, path, e, Population.SCORE_AGAIN));
    }

    private static PageFile open(Path path, Function<IOException, RegistryException> failure) {
        try {
            return new PageFile(path, new RandomAccessFile(path.toFile(), "r"));
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    /** So many bytes from a place on; fewer where the file ends before. */
    byte[] read(long offset, int length) {
        byte[] bytes = new byte[length];
        int filled = 0;
        try {
            synchronized (file) {
                file.seek(offset);
                for (int read = 0; read >= 0 && filled < length; filled += Math.max(0, read)) {
                    read = file.read(bytes, filled, length - filled);
                }
            }
        } catch (IOException e) {
            throw RegistryException.of(READ, path, e);
        }
        return filled == length ? bytes : Arrays.copyOf(bytes, filled);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
