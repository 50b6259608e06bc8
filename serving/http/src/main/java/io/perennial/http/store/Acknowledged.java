package io.perennial.http.store;

import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStore;

/** A file's tables as they were last acknowledged; no space of theirs is written again while anybody reads them. */
final class Acknowledged {

    private final MVStore store;
    private final long version;
    private final EmbeddedTables tables;

    /** Keeps this version's space. */
    private final MVStore.TxCounter usage;

    /** Who reads them, and one more until they are replaced; at none they are gone for good. */
    private final AtomicInteger holders = new AtomicInteger(1);

    /** The tables as they are now, when all of it is on disk and nobody changes it. */
    Acknowledged(MVStore store, EmbeddedTables changing) {
        this.store = store;
        this.usage = store.registerVersionUsage();
        this.version = store.getCurrentVersion();
        this.tables = changing.at(version);
    }

    long version() {
        return version;
    }

    EmbeddedTables tables() {
        return tables;
    }

    /** Begins to read, to be {@linkplain #release released}; false where these tables were replaced and are gone. */
    boolean hold() {
        return holders.getAndUpdate(held -> held == 0 ? 0 : held + 1) > 0;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            store.deregisterVersionUsage(usage);
        }
    }
}
