package io.perennial.http.decision;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sealed segments of a folder and those that other servers write to. For any number of threads. */
final class Segments {

    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

    private final Path folder;
    private final Map<SegmentFile, SegmentScan> scans = new ConcurrentHashMap<>();

    /** The segments of a folder. */
    Segments(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Seals what killed servers left: segments without an index whose writer is gone. */
    void sealLeftovers() throws IOException {
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            SegmentIndex index = SegmentIndex.of(segment.path());
            if (!index.exists()) {
                try {
                    seal(segment, index);
                } catch (NoSuchFileException e) {
                    LOG.debug("{} was empty, and its server took it away as it stopped", segment.path(), e);
                }
            }
        }
    }

    private static void seal(SegmentFile segment, SegmentIndex index) throws IOException {
        Optional<SegmentLock> dead = SegmentLock.ofDead(segment.path());
        if (dead.isEmpty()) {
            return;
        }
        try {
            // Its writer may have sealed it between the look and the lock.
            if (!index.exists()) {
                index.write(new SegmentScan(segment).keys());
            }
        } finally {
            dead.get().release();
        }
    }

    /** Deletes the oldest sealed segments until all together take no more than this. */
    void shrink(long mostBytes) throws IOException {
        long bytes = 0;
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            bytes += segment.path().toFile().length(); // 0 of one that is gone meanwhile
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
            if (found.size() == most) {
                break;
            }
            try {
                long[] offsets = segment.equals(open.file()) ? open.keys().offsets(key) : offsets(segment, key, most);
                read(segment, offsets, most, found);
            } catch (NoSuchFileException e) {
                // Deleted between the listing and the look: the oldest are, when the log is full.
                scans.remove(segment);
            }
        }
        return found;
    }

    private static void read(SegmentFile segment, long[] offsets, int most, List<Decision> into) throws IOException {
        if (offsets.length == 0) {
            return;
        }
        try (SegmentReader reader = SegmentReader.open(segment)) {
            for (int i = offsets.length - 1; i >= 0 && into.size() < most; i--) {
                reader.at(offsets[i]).ifPresent(into::add);
            }
        }
    }

    /**
     * The newest decisions of a kind, the newest first, one for each user and as-of, at most so many, of the newest so
     * many bytes of the log.
     *
     * @throws ClosedByInterruptException where the thread is interrupted
     */
    GivenAnswers newest(Wanted wanted, int most, long mostBytes) throws IOException {
        Map<String, Decision> found = new LinkedHashMap<>();
        int unreadable = 0;
        Optional<Instant> since = Optional.empty();
        long left = mostBytes;
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            GivenAnswers given = tail(segment, wanted, left);
            left = Math.max(0, left - segment.path().toFile().length());
            unreadable += given.unreadable();
            List<Decision> own = given.decisions();
            for (int i = own.size() - 1; i >= 0 && found.size() < most; i--) {
                Decision decision = own.get(i);
                found.putIfAbsent(
                        decision.user() + " " + decision.subject().row().asOf(), decision);
            }
            since = found.size() == most ? Optional.empty() : given.since();
            if (found.size() == most || since.isPresent()) {
                break;
            }
        }
        return new GivenAnswers(List.copyOf(found.values()), unreadable, since);
    }

    /** Of a segment that can't be read nothing, and nobody else's decisions are kept back for it. */
    private static GivenAnswers tail(SegmentFile segment, Wanted wanted, long mostBytes) throws IOException {
        try {
            return SegmentTail.of(segment, wanted, mostBytes);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (NoSuchFileException e) { // the oldest of a full log, or an empty one of a server that stopped
            return new GivenAnswers(List.of(), 0, Optional.empty());
        } catch (IOException e) {
            LOG.warn("{} can't be read: {}", segment.path().getFileName(), e.toString());
            return new GivenAnswers(List.of(), 1, Optional.empty());
        }
    }

    private long[] offsets(SegmentFile segment, long key, int most) throws IOException {
        SegmentIndex index = SegmentIndex.of(segment.path());
        if (index.exists()) {
            scans.remove(segment);
            return index.offsets(key, most);
        }
        return scans.computeIfAbsent(segment, SegmentScan::new).keys().offsets(key);
    }
}
