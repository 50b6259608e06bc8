package io.perennial.http.decision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sealed segments of a folder and those that other servers write to.
 *
 * @param folder where they lie
 */
record Segments(Path folder) {

    /** Seals what killed servers left: segments without an index that nobody holds a lock on. */
    void sealLeftovers() throws IOException {
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            SegmentIndex index = SegmentIndex.of(segment.path());
            if (!index.exists()) {
                seal(segment, index);
            }
        }
    }

    private static void seal(SegmentFile segment, SegmentIndex index) throws IOException {
        try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                index.write(segment.scan());
            }
        } catch (OverlappingFileLockException e) {
            // Another log of this very process writes to it.
        }
    }

    /** Deletes the oldest sealed segments until all together take no more than this. */
    void shrink(long mostBytes) throws IOException {
        long bytes = 0;
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            bytes += Files.size(segment.path());
            SegmentIndex index = SegmentIndex.of(segment.path());
            if (bytes > mostBytes && index.exists()) {
                Files.delete(segment.path());
                Files.delete(index.file());
            }
        }
    }

    /** The decisions of a key, the newest first, at most so many; those of the open segment come from its writer. */
    List<Decision> find(long key, int most, SegmentWriter open) throws IOException {
        List<Decision> found = new ArrayList<>();
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            try {
                long[] offsets = segment.equals(open.file()) ? open.keys().offsets(key) : offsets(segment, key);
                for (int i = offsets.length - 1; i >= 0 && found.size() < most; i--) {
                    readable(segment, offsets[i]).ifPresent(found::add);
                }
            } catch (NoSuchFileException e) {
                // Deleted between the listing and the look: the oldest are, when the log is full.
            }
        }
        return found;
    }

    /** A decision; empty where its line was torn, or written by a server with other features. */
    private static Optional<Decision> readable(SegmentFile segment, long offset) throws NoSuchFileException {
        try {
            return Optional.of(segment.at(offset));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static long[] offsets(SegmentFile segment, long key) throws IOException {
        SegmentIndex index = SegmentIndex.of(segment.path());
        return index.exists() ? index.offsets(key) : segment.scan().offsets(key);
    }
}
