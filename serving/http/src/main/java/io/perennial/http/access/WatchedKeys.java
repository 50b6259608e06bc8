package io.perennial.http.access;

import io.perennial.http.api.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file that may change while the server runs: looked at once a second at most, by whoever asks then. Where
 * it can't be read any more, the keys read last stay.
 */
final class WatchedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);
    private static final long LOOK_NANOS = 1_000_000_000L;

    private record Seen(String stamp, Keyring ring) {}

    private final KeyFile file;
    private final AtomicLong lastLook = new AtomicLong(System.nanoTime());
    private volatile Seen seen;

    WatchedKeys(KeyFile file) {
        this.file = file;
        // The stamp first: a change between the two is then seen at the next look.
        String stamp = stamp();
        this.seen = new Seen(stamp, file.ring());
    }

    Caller caller(KeySecret given, Instant now) {
        long last = lastLook.get();
        if (System.nanoTime() - last > LOOK_NANOS && lastLook.compareAndSet(last, System.nanoTime())) {
            look();
        }
        return seen.ring().caller(given, now);
    }

    private void look() {
        String stamp = stamp();
        if (stamp.equals(seen.stamp())) {
            return;
        }
        try {
            seen = new Seen(stamp, file.ring());
        } catch (IllegalArgumentException e) {
            LOG.error("the keys read before stay: {}", e.getMessage());
            seen = new Seen(stamp, seen.ring());
        }
    }

    private String stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
