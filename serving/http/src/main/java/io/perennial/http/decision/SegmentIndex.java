package io.perennial.http.decision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where in a sealed segment the lines of a key begin: a file of pairs of longs, key and offset, ascending, searched
 * without being read whole. Keys are 64 bits of ids that are random themselves; who reads a line checks the whole id.
 */
final class SegmentIndex {

    private static final int PAIR = 2 * Long.BYTES;

    private final Path file;

    private SegmentIndex(Path file) {
        this.file = file;
    }

    /** The index of a segment, which is there once the segment is sealed. */
    static SegmentIndex of(Path segment) {
        return new SegmentIndex(segment.resolveSibling(segment.getFileName() + ".index"));
    }

    Path file() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Writes the index beside its place, then puts it there. */
    void write(SegmentKeys keys) throws IOException {
        List<long[]> pairs = new ArrayList<>(keys.pairs());
        pairs.sort(Comparator.<long[]>comparingLong(pair -> pair[0]).thenComparingLong(pair -> pair[1]));
        ByteBuffer bytes = ByteBuffer.allocate(PAIR * pairs.size());
        pairs.forEach(pair -> bytes.putLong(pair[0]).putLong(pair[1]));
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, bytes.array());
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Offsets of a key's lines, ascending. */
    long[] offsets(long key) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long count = channel.size() / PAIR;
            long at = firstAtLeast(channel, key, count);
            long[] offsets = new long[0];
            for (; at < count; at++) {
                ByteBuffer pair = pair(channel, at);
                if (pair.getLong() != key) {
                    break;
                }
                offsets = Arrays.copyOf(offsets, offsets.length + 1);
                offsets[offsets.length - 1] = pair.getLong();
            }
            return offsets;
        }
    }

    private static long firstAtLeast(FileChannel channel, long key, long count) throws IOException {
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (pair(channel, middle).getLong() < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static ByteBuffer pair(FileChannel channel, long at) throws IOException {
        ByteBuffer pair = ByteBuffer.allocate(PAIR);
        long from = at * PAIR;
        while (pair.hasRemaining()) {
            if (channel.read(pair, from + pair.position()) < 0) {
                throw new IOException("the index of a segment ends in the middle of a pair");
            }
        }
        return pair.flip();
    }
}
