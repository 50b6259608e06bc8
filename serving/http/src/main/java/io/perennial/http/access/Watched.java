package io.perennial.http.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file holds that may change while the server runs: looked at once a second at most, by whoever asks then. Where
 * it can't be read any more, what was read last stays.
 */
final class Watched<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
    private static final long LOOK_NANOS = 1_000_000_000L;

    private record Seen<T>(String stamp, T content) {}

    private final Path file;
    private final Supplier<T> reader;
    private final LongSupplier nanos;
    private final AtomicLong lastLook;
    private volatile Seen<T> seen;

    /**
     * The content of a file, which is read at once.
     *
     * @param reader reads it; throws {@link IllegalArgumentException} where it can't be used
     * @param nanos  tells time as {@link System#nanoTime} does
     */
    Watched(Path file, Supplier<T> reader, LongSupplier nanos) {
        this.file = file;
        this.reader = reader;
        this.nanos = nanos;
        this.lastLook = new AtomicLong(nanos.getAsLong());
        // The stamp first: a change between the two is then seen at the next look.
        String stamp = stamp();
        this.seen = new Seen<>(stamp, reader.get());
    }

    T get() {
        long last = lastLook.get();
        long now = nanos.getAsLong();
        if (now - last > LOOK_NANOS && lastLook.compareAndSet(last, now)) {
            look();
        }
        return seen.content();
    }

    /** What it held when it was looked at last; empty where it must be looked at again first. */
    Optional<T> atHand() {
        return nanos.getAsLong() - lastLook.get() > LOOK_NANOS ? Optional.empty() : Optional.of(seen.content());
    }

    private void look() {
        String stamp = stamp();
        if (stamp.equals(seen.stamp())) {
            return;
        }
        try {
            seen = new Seen<>(stamp, reader.get());
        } catch (IllegalArgumentException e) {
            LOG.error("the keys read before stay: {}", e.getMessage());
            seen = new Seen<>(stamp, seen.content());
        }
    }

    private String stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
