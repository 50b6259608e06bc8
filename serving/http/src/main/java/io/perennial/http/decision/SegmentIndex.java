package io.perennial.http.decision;

import io.perennial.scoring.file.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

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

    /** Whether it is there and whole; one that a power cut left empty, or cut off, is made anew. */
    boolean exists() {
        long size = file.toFile().length(); // 0 of one that is not there
        return size > 0 && size % PAIR == 0;
    }

    /** Writes the index to disk beside its place, then puts it there. */
    void write(SegmentKeys keys) throws IOException {
        List<long[]> pairs = new ArrayList<>(keys.pairs());
        pairs.sort(Comparator.<long[]>comparingLong(pair -> pair[0]).thenComparingLong(pair -> pair[1]));
        ByteBuffer bytes = ByteBuffer.allocate(PAIR * pairs.size());
        pairs.forEach(pair -> bytes.putLong(pair[0]).putLong(pair[1]));
        Disk.replace(file, file.resolveSibling(file.getFileName() + ".new"), bytes.array());
    }

    /** Offsets of a key's lines, ascending: the last so many. */
    long[] offsets(long key, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long count = channel.size() / PAIR;
            long end = first(channel, count, found -> found > key);
            long begin = Math.max(first(channel, end, found -> found >= key), end - most);
            ByteBuffer pairs = pairs(channel, begin, (int) (end - begin));
            long[] offsets = new long[(int) (end - begin)];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = pairs.getLong(i * PAIR + Long.BYTES);
            }
            return offsets;
        }
    }

    /** The first of so many pairs whose key is so; keys ascend. */
    private static long first(FileChannel channel, long count, LongPredicate isSo) throws IOException {
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (isSo.test(pairs(channel, middle, 1).getLong(0))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static ByteBuffer pairs(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer pairs = ByteBuffer.allocate(PAIR * count);
        long from = at * PAIR;
        while (pairs.hasRemaining()) {
            if (channel.read(pairs, from + pairs.position()) < 0) {
                throw new IOException("the index of a segment ends in the middle of a pair");
            }
        }
        return pairs.flip();
    }
}
