package io.perennial.http.store;

import io.perennial.http.failure.Cause;
import io.perennial.http.failure.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one file of this machine, by H2's MVStore. One process opens it at a time.
 *
 * <p>Where a change can't be written, whoever asked is refused, the file is opened again as it was acknowledged last, and
 * a second later the next change is tried: a disk that has room again needs nobody to start the server.
 */
final class EmbeddedStore implements EventStore {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

    /** Events forgotten in one commit: what is appended meanwhile waits for no more. */
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private static final String REMEDY = "; look after its disk: the store is tried again every second";

    private final Optional<StorePlace> place;
    private final String secret;
    private final Pseudonyms pseudonyms;
    private final GroupCommit commits;
    private final Pause writing;
    private final Pause opening;

    /** What is open; null from a failure until it is opened again. */
    private volatile EmbeddedFile file;

    /** Where it must go on when it is opened again. */
    private volatile long acknowledged;

    /** Why the last change was refused; null once one is kept again. */
    private volatile StoreException failure;

    /** A file and the name by which H2 opens it. */
    private record StorePlace(Path file, String name) {}

    private EmbeddedStore(Optional<StorePlace> place, EmbeddedFile file, LongSupplier nanos) {
        this.place = place;
        this.file = file;
        this.secret = file.read(EmbeddedTables::secret).orElseThrow();
        this.acknowledged = file.version();
        this.pseudonyms = Pseudonyms.under(secret);
        this.writing = new Pause(nanos);
        this.opening = new Pause(nanos);
        this.commits = new GroupCommit(this::keep);
    }

    /**
     * The store in a file, made where there is none.
     *
     * @throws StoreException where another process has it open, or it can't be read
     */
    static EmbeddedStore open(Path file) {
        return open(file, SteadyPath.of(file), System::nanoTime);
    }

    /**
     * The same, by the name H2 is to open the file by.
     *
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    static EmbeddedStore open(Path file, String name, LongSupplier nanos) {
        try {
            return new EmbeddedStore(Optional.of(new StorePlace(file, name)), opened(file, name), nanos);
        } catch (MVStoreException e) {
            throw e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED ? StoreException.taken(file, e) : unopened(file, e);
        } catch (IOException e) {
            throw unopened(file, e);
        }
    }

    private static EmbeddedFile opened(Path file, String name) throws IOException {
        boolean isNew = OwnedFile.make(file);
        try {
            return EmbeddedFile.open(name);
        } catch (MVStoreException e) {
            // A part of a new store would be taken for a damaged one by the next start.
            if (isNew && e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    /** Where the disk refuses, nothing is wrong with the file, and no copy of it would help. */
    private static StoreException unopened(Path file, Exception e) {
        String remedy = Cause.disk(e).isPresent()
                ? "; look after its disk and your user's rights there, or give another --store"
                : "; restore it from a copy, or give another --store";
        return new StoreException("store " + file + " can't be opened: " + Cause.of(e) + remedy, e);
    }

    /** A store that is gone when it is closed, for a process that takes no events. */
    static EmbeddedStore inMemory() {
        return new EmbeddedStore(Optional.empty(), EmbeddedFile.open(null), System::nanoTime);
    }

    /** Makes changes and acknowledges them; where that fails, nothing of them is ever read. */
    private void keep(Runnable changes) {
        StoreException before = failure;
        if (before != null && !writing.isOver()) {
            throw before;
        }
        EmbeddedFile now = file();
        try {
            now.compact();
            acknowledged = now.version();
            changes.run();
            now.commit();
            acknowledged = now.version();
        } catch (RuntimeException | Error e) { // a part of the changes may be made, whatever it was
            writing.begin();
            failure = new StoreException("the store can't be written: " + Cause.of(e) + REMEDY, e);
            file = null;
            now.abandon();
            throw failure;
        }
        if (before != null) {
            failure = null;
            LOG.info("the store of live events is written again");
        }
    }

    private EmbeddedFile file() {
        EmbeddedFile now = file;
        return now == null ? openedAgain() : now;
    }

    private synchronized EmbeddedFile openedAgain() {
        if (file == null) {
            StorePlace at = place.orElseThrow(() -> failure);
            if (!opening.isOver()) {
                throw failure;
            }
            try {
                file = openedAgain(at);
            } catch (RuntimeException e) {
                opening.begin();
                failure = new StoreException("the store can't be opened again: " + Cause.of(e) + REMEDY, e);
                throw failure;
            }
        }
        return file;
    }

    /** Not whatever lies there now: a disk that is gone must not look like a new store. */
    private EmbeddedFile openedAgain(StorePlace at) {
        if (!Files.exists(at.file())) {
            throw new StoreException(at.file() + " is gone", null);
        }
        EmbeddedFile opened = EmbeddedFile.openAt(at.name(), acknowledged);
        if (!opened.read(EmbeddedTables::secret).equals(Optional.of(secret))) {
            opened.abandon();
            throw new StoreException(at.file() + " is another store than was opened first", null);
        }
        return opened;
    }

    private <T> T read(Function<EmbeddedTables, T> reading) {
        EmbeddedFile now = file();
        try {
            return now.read(reading);
        } catch (MVStoreException e) {
            if (now == file) {
                throw new StoreException("the store can't be read: " + Cause.of(e) + REMEDY, e);
            }
            // It was abandoned meanwhile: what is opened in its place answers.
            return read(reading);
        }
    }

    @Override
    public boolean isUp() {
        return failure == null;
    }

    @Override
    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    @Override
    public List<Acceptance> append(List<LiveEvent> added) {
        return commits.commit(() -> {
            EmbeddedTables tables = file().changing();
            return added.stream().map(tables::add).toList();
        });
    }

    @Override
    public Optional<Acceptance> taken(LiveEvent event) {
        return read(tables -> tables.taken(event));
    }

    @Override
    public LiveUser user(Collection<Pseudonym> names) {
        return read(tables -> tables.user(names));
    }

    @Override
    public boolean isErased(Collection<Pseudonym> names) {
        return read(tables -> tables.isErased(names));
    }

    @Override
    public boolean holdsAny(Collection<Pseudonym> names) {
        return read(tables -> tables.holdsAny(names));
    }

    @Override
    public OptionalInt lastDay() {
        return read(EmbeddedTables::lastDay);
    }

    @Override
    public OptionalInt forgottenBefore() {
        return read(EmbeddedTables::forgottenBefore);
    }

    @Override
    public int erase(Collection<Pseudonym> names) {
        return commits.commit(() -> file().changing().erase(names));
    }

    @Override
    public Set<Pseudonym> erased() {
        return read(EmbeddedTables::erased);
    }

    @Override
    public int forgetBefore(int day) {
        // Looked for here, not where events are kept, so that nothing waits for the search or fails with it.
        return read(tables -> tables.forgetBefore(
                day,
                FORGOTTEN_AT_ONCE,
                old -> commits.commit(() -> file().changing().forget(old))));
    }

    @Override
    public void close() {
        commits.close();
        EmbeddedFile now = file;
        if (now != null) {
            now.close();
        }
    }
}
