package io.perennial.http.decision;

import io.perennial.scoring.file.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pseudonyms of users whose decisions are shown to nobody any more, kept in a file beside the log. Their lines, which
 * name nobody, go with the oldest segments, and none is added. For any number of threads.
 */
final class ErasedUsers {

    private final Path file;
    private final Set<String> pseudonyms = ConcurrentHashMap.newKeySet();
    /** No monitor, which keeps the thread under a virtual one that waits for it. */
    private final ReentrantLock lock = new ReentrantLock();

    private long read;

    private ErasedUsers(Path file) {
        this.file = file;
    }

    /** What a file holds; nobody where there is none. */
    static ErasedUsers of(Path file) throws IOException {
        ErasedUsers erased = new ErasedUsers(file);
        erased.look();
        return erased;
    }

    /** Reads what this or another server on the same folder has added. */
    void look() throws IOException {
        lock.lock();
        try {
            if (Files.exists(file) && Files.size(file) > read) {
                byte[] all = Files.readAllBytes(file);
                new String(all, StandardCharsets.US_ASCII).lines().forEach(pseudonyms::add);
                read = all.length;
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return pseudonyms.isEmpty();
    }

    boolean contains(String pseudonym) {
        return pseudonyms.contains(pseudonym);
    }

    /** Whether they hold each of these, those another server has added included. */
    boolean holdAll(List<String> all) {
        try {
            look();
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log can't be read", e);
        }
        return pseudonyms.containsAll(all);
    }

    /** Adds pseudonyms, each on disk first. */
    void addAll(List<String> all) {
        try {
            for (String pseudonym : all) {
                add(pseudonym);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log can't be written", e);
        }
    }

    /** Adds a pseudonym, on disk first. */
    void add(String pseudonym) throws IOException {
        if (contains(pseudonym)) {
            return;
        }
        lock.lock();
        try {
            append(pseudonym);
        } finally {
            lock.unlock();
        }
    }

    private void append(String pseudonym) throws IOException {
        if (!contains(pseudonym)) {
            boolean isFirst = !Files.exists(file);
            Files.writeString(
                    file,
                    (isCutOff() ? "\n" : "") + pseudonym + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
            if (isFirst) {
                Disk.sync(file.getParent());
            }
            pseudonyms.add(pseudonym);
        }
    }

    /** Whether the last line was not wholly written: what is appended to it would be lost with it. */
    private boolean isCutOff() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        byte[] all = Files.readAllBytes(file);
        return all[all.length - 1] != '\n';
    }
}
