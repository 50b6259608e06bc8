package io.perennial.http.store;

import java.util.function.Function;
import org.h2.mvstore.MVStore;

/**
 * An open file of H2's MVStore. One thread changes it; any may read, and they read what was acknowledged last.
 *
 * <p>Where it can't be written it is abandoned, and another of the same file goes on from what was acknowledged.
 */
final class EmbeddedFile {

    private static final int COMMITS_BETWEEN_COMPACTIONS = 1_000;
    private static final int LEAST_FILL_PERCENT = 50;
    private static final int COMPACTED_BYTES = 16 << 20;
    private static final int CACHE_MIB = 16;

    private final MVStore store;
    private final EmbeddedTables changing;
    private volatile Acknowledged acknowledged;
    private int sinceCompaction;

    private EmbeddedFile(MVStore store) {
        this.store = store;
        // Every commit is synced, so space freed some commits ago can be written again at once: kept for the usual 45 s
        // it made a file of 280 MB out of 100,000 events.
        store.setRetentionTime(0);
        this.changing = EmbeddedTables.of(store);
        this.acknowledged = new Acknowledged(store, changing);
    }

    /** A file by its name, or memory where that is null; it holds a secret of pseudonyms. */
    static EmbeddedFile open(String name) {
        EmbeddedFile file = of(opened(name));
        try {
            if (file.changing.secret().isEmpty()) {
                file.changing.keepSecret(Pseudonyms.newSecret());
                file.commit();
            }
            return file;
        } catch (RuntimeException e) {
            file.abandon();
            throw e;
        }
    }

    /**
     * A file as it was at a version that was acknowledged. What was written later was refused, though the disk may show
     * it, and may show it without having it: Linux takes pages for clean that it could not sync.
     */
    static EmbeddedFile openAt(String name, long version) {
        MVStore store = opened(name);
        try {
            if (store.getCurrentVersion() != version) {
                store.rollbackTo(version);
            }
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
        return of(store);
    }

    private static MVStore opened(String name) {
        // No commit of its own either when much was changed: it must not part what is acknowledged together.
        return new MVStore.Builder()
                .fileName(name)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MIB)
                .open();
    }

    /** A file that holds what no store can use is let go of again. */
    private static EmbeddedFile of(MVStore opened) {
        try {
            return new EmbeddedFile(opened);
        } catch (RuntimeException e) {
            opened.closeImmediately();
            throw e;
        }
    }

    /** The tables as they are being changed, for the one thread that does. */
    EmbeddedTables changing() {
        return changing;
    }

    /** The version that was acknowledged last. */
    long version() {
        return acknowledged.version();
    }

    /** Acknowledges all changes, once they are on disk. */
    void commit() {
        store.commit();
        sync();
        acknowledge();
    }

    /** Frees space, now and then; what it frees is written over by the next commit, and must be on disk elsewhere before. */
    void compact() {
        sinceCompaction++;
        if (sinceCompaction >= COMMITS_BETWEEN_COMPACTIONS) {
            sinceCompaction = 0;
            store.compact(LEAST_FILL_PERCENT, COMPACTED_BYTES);
            sync();
            acknowledge();
        }
    }

    private void sync() {
        if (store.getFileStore() != null) {
            store.sync();
        }
    }

    private void acknowledge() {
        Acknowledged before = acknowledged;
        acknowledged = new Acknowledged(store, changing);
        before.release();
    }

    /** Reads what was acknowledged last, at one version whatever is acknowledged meanwhile. */
    <T> T read(Function<EmbeddedTables, T> reading) {
        Acknowledged held = acknowledged;
        while (!held.hold()) {
            held = acknowledged;
        }
        try {
            return reading.apply(held.tables());
        } finally {
            held.release();
        }
    }

    /** Closes it without a word more to the disk. */
    void abandon() {
        store.closeImmediately();
    }

    void close() {
        store.close();
    }
}
