package io.perennial.http.decision;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The segment a server writes to: locked, so that no other one seals it, until it is sealed. One thread writes; any may
 * ask where the lines of a key are.
 */
final class SegmentWriter {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final SegmentFile file;
    private final FileChannel channel;
    private final SegmentLock lock;
    private final OutputStream out;
    private final SegmentKeys keys = new SegmentKeys();
    private long size;
    private volatile long flushed;

    private SegmentWriter(SegmentFile file, FileChannel channel, SegmentLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /** A new segment, named by instant, process and count, so that names ascend and servers never meet. */
    static SegmentWriter create(Path folder, Instant now) throws IOException {
        String name = String.format(
                Locale.ROOT, "%015d-%s%08x", now.toEpochMilli(), SegmentLock.PROCESS, COUNT.incrementAndGet());
        Path path = folder.resolve(name + SegmentFile.SUFFIX);
        SegmentLock lock = SegmentLock.take(path);
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new SegmentWriter(new SegmentFile(path), channel, lock);
        } catch (IOException e) {
            lock.release();
            throw e;
        }
    }

    SegmentFile file() {
        return file;
    }

    /** Where the lines of a key begin, of those that can be read: not of those still on their way to the file. */
    long[] offsets(long key) {
        long readable = flushed;
        return Arrays.stream(keys.offsets(key))
                .filter(offset -> offset < readable)
                .toArray();
    }

    long size() {
        return size;
    }

    /** Appends a decision; a short line where this segment has the very same answer. Gives whether it was written whole. */
    boolean write(Decision decision) throws IOException {
        Label label = decision.label();
        Optional<Long> same = keys.same(label);
        byte[] line = same.isPresent()
                ? SegmentFile.again(same.get(), decision.at())
                : DecisionLine.of(decision).bytes();
        out.write(line);
        out.write('\n');
        if (same.isPresent()) {
            keys.addAgain(label, size);
        } else {
            keys.add(label, size);
        }
        size += line.length + 1L;
        return same.isEmpty();
    }

    void flush() throws IOException {
        out.flush();
        flushed = size;
    }

    /**
     * Lets go of the file without what was not wholly written; what is whole in it is found by reading it, and where
     * nothing is, nothing is left of it. What is written afterwards fails.
     */
    void abandon() throws IOException {
        if (channel.isOpen()) {
            try {
                channel.truncate(flushed);
            } finally {
                channel.close();
            }
            if (flushed > 0) {
                lock.abandon();
            } else {
                Files.deleteIfExists(file.path());
                lock.release();
            }
        }
    }

    /** Ends the segment: on the disk, with its index. An empty one leaves nothing behind. */
    void seal() throws IOException {
        try {
            flush();
            channel.force(true);
            if (size > 0) {
                SegmentIndex.of(file.path()).write(keys);
            }
            channel.close();
            if (size == 0) {
                Files.deleteIfExists(file.path());
            }
        } catch (IOException e) {
            abandon();
            throw e;
        }
        lock.release();
    }
}
