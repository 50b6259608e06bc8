package io.perennial.http.decision;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sealed segments of a folder and those that other servers write to. For any number of threads. */
final class Segments {

    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

    private static final Duration ONE_DAY = Duration.ofDays(1);

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
        Newest found = Newest.of(most);
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            if (!found.mayGain(segment)) {
                continue;
            }
            try {
                long[] offsets = segment.equals(open.file()) ? open.offsets(key) : offsets(segment, key, most);
                found.add(read(segment, offsets, most));
            } catch (NoSuchFileException e) {
                // Deleted between the listing and the look: the oldest are, when the log is full.
                scans.remove(segment);
            }
        }
        return found.decisions();
    }

    private static List<Decision> read(SegmentFile segment, long[] offsets, int most) throws IOException {
        if (offsets.length == 0) {
            return List.of();
        }
        List<Decision> read = new ArrayList<>();
        try (SegmentReader reader = SegmentReader.open(segment)) {
            for (int i = offsets.length - 1; i >= 0 && read.size() < most; i--) {
                reader.at(offsets[i]).ifPresent(read::add);
            }
        }
        return read;
    }

    /**
     * The newest decisions of a kind, the newest first, one for each user and as-of, at most so many, of the newest so
     * many bytes of those segments that may hold such.
     *
     * @throws ClosedByInterruptException where the thread is interrupted
     */
    GivenAnswers newest(Wanted wanted, int most, long mostBytes) throws IOException {
        Newest found = Newest.ofEachUserAndDay(most);
        int unreadable = 0;
        Optional<Instant> since = Optional.empty();
        long left = mostBytes;
        for (SegmentFile segment : SegmentFile.newestFirst(folder)) {
            if (!segment.begin().isBefore(wanted.begunBefore()) || !found.mayGain(segment)) {
                continue;
            }
            GivenAnswers given = tail(segment, wanted, left);
            left = Math.max(0, left - segment.path().toFile().length());
            unreadable += given.unreadable();
            List<Decision> own = new ArrayList<>(given.decisions());
            Collections.reverse(own);
            found.add(own);
            since = given.since();
            if (since.isPresent()) {
                break;
            }
        }
        return new GivenAnswers(found.decisions(), unreadable, since.filter(from -> !found.isFullSince(from)));
    }

    /**
     * Decisions of a kind from the oldest segment that holds any, of those written to since an instant, in so many bytes.
     *
     * @throws ClosedByInterruptException where the thread is interrupted
     */
    List<Decision> oldest(Wanted wanted, Instant writtenSince, long mostBytes) throws IOException {
        List<SegmentFile> segments = SegmentFile.newestFirst(folder);
        long left = mostBytes;
        for (int i = segments.size() - 1; i >= 0 && left > 0; i--) {
            SegmentFile segment = segments.get(i);
            if (segment.lastWritten().isBefore(writtenSince)) {
                continue;
            }
            List<Decision> own = tail(segment, wanted, Long.MAX_VALUE).decisions();
            if (!own.isEmpty()) {
                return own;
            }
            left -= segment.path().toFile().length();
        }
        return List.of();
    }

    /** How long what is written is kept in so many bytes, if as much is written as up to now; empty in the first day. */
    Optional<Duration> kept(long mostBytes, Instant now) throws IOException {
        List<SegmentFile> segments = SegmentFile.newestFirst(folder);
        long bytes = 0;
        for (SegmentFile segment : segments) {
            bytes += segment.path().toFile().length();
        }
        if (bytes == 0) {
            return Optional.empty();
        }
        Duration age = Duration.between(segments.get(segments.size() - 1).begin(), now);
        return age.compareTo(ONE_DAY) < 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((long) ((double) age.toSeconds() * mostBytes / bytes)));
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
