package io.perennial.http.decision;

import io.perennial.scoring.file.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people said of predictions, or whom they contacted, in a file of JSON lines beside the decision log, under its
 * pseudonyms. Servers on one folder share it; the newest {@value #MOST_BYTES} bytes are kept. Nothing is kept or told of
 * users who were erased. For any number of threads.
 */
public final class FeedbackFile {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackFile.class);
    private static final int MOST_BYTES = 4 << 20;

    /** How the first line of a file begins. */
    private static final String GENERATION = "{\"generation\":\"";

    private static final int GENERATION_BYTES = newGeneration().length;

    private final Path file;
    private final Path guard;
    private final Path next;
    private final ErasedUsers erased;
    private final Turns turns = new Turns(1);
    private final List<Feedback> known = new ArrayList<>();
    private String seen = "";
    private long read;

    private FeedbackFile(Path file, ErasedUsers erased) {
        this.file = file;
        this.guard = file.resolveSibling(file.getFileName() + ".guard");
        this.next = file.resolveSibling(file.getFileName() + ".new");
        this.erased = erased;
    }

    /** What a file holds, in a folder that is there; what a crash left half made beside it is deleted. */
    static FeedbackFile of(Path file, ErasedUsers erased) throws IOException {
        FeedbackFile feedback = new FeedbackFile(file, erased);
        if (Files.exists(feedback.next)) {
            feedback.guarded(() -> Files.deleteIfExists(feedback.next));
        }
        return feedback;
    }

    /**
     * Keeps what was said; on disk when it returns. What the same person said of the same before is kept once.
     *
     * @return whether it is kept; what is said of an erased user is not
     */
    public boolean add(Feedback said) {
        return turns.take(() -> change(() -> {
            erased.look();
            if (erased.contains(said.user())) {
                return false;
            }
            if (known().stream().noneMatch(said::repeats)) {
                keep(said);
            }
            return true;
        }));
    }

    private void keep(Feedback said) throws IOException {
        append(said.line());
        if (Files.size(file) > MOST_BYTES) {
            write(newestHalf(known()));
        }
    }

    private void append(byte[] line) throws IOException {
        boolean isFirst = !Files.exists(file);
        // What was read ends with a line; whatever stands after it is one that a crash cut off.
        boolean isCutOff = !isFirst && Files.size(file) > read;
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        if (isFirst) {
            added.write(newGeneration());
        }
        if (isCutOff) {
            added.write('\n');
        }
        added.write(line);
        Files.write(
                file,
                added.toByteArray(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
        if (isFirst) {
            Disk.sync(file.getParent());
        }
    }

    /** What was said of a prediction, the newest first. */
    public List<Feedback> ofPrediction(String prediction) {
        return newestFirst(said -> said.prediction().equals(prediction));
    }

    /** What was said of a user, the newest first. */
    public List<Feedback> ofUser(String pseudonym) {
        return newestFirst(said -> said.user().equals(pseudonym));
    }

    /** How often a reason was called wrong of predictions that a version made, such as {@code churn@2}. */
    public int wrongReasons(String model) {
        return newestFirst(said -> said.kind() == Feedback.Kind.REASON_WRONG
                        && said.models().contains(model))
                .size();
    }

    /** Takes everything away that was said of users, who are marked as erased: nothing is said of them meanwhile. */
    void forget(Collection<String> pseudonyms) {
        turns.await(() -> change(() -> {
            List<Feedback> all = known();
            List<Feedback> others = all.stream()
                    .filter(said -> !pseudonyms.contains(said.user()))
                    .toList();
            boolean isLess = others.size() < all.size();
            if (isLess) {
                write(others);
            }
            return isLess;
        }));
    }

    /** Whether anything of users is in it, also of those who were erased: an erasure that was cut off leaves it behind. */
    boolean holds(Collection<String> pseudonyms) {
        return read().stream().anyMatch(said -> pseudonyms.contains(said.user()));
    }

    private List<Feedback> newestFirst(Predicate<Feedback> wanted) {
        List<Feedback> found = new ArrayList<>(read().stream()
                .filter(wanted)
                .filter(said -> !erased.contains(said.user()))
                .toList());
        Collections.reverse(found);
        return found;
    }

    /** All of it, when it is also known who was erased. */
    private List<Feedback> read() {
        return turns.take(() -> {
            try {
                erased.look();
                return List.copyOf(known());
            } catch (IOException e) {
                throw new UncheckedIOException("feedback can't be read", e);
            }
        });
    }

    /** A change to the file; whether it was made. */
    private interface Change {
        boolean make() throws IOException;
    }

    private boolean change(Change change) {
        try {
            return guarded(change);
        } catch (IOException e) {
            throw new UncheckedIOException("feedback can't be kept", e);
        }
    }

    /** One server changes the file at a time. */
    private boolean guarded(Change change) throws IOException {
        try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return change.make();
        }
    }

    /** What the file holds, the oldest first: what came since it was looked at is read, all of it where it is another file. */
    private List<Feedback> known() throws IOException {
        if (!Files.exists(file)) {
            begin("");
            return known;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            String one = generation(channel);
            if (!one.equals(seen) || channel.size() < read) {
                begin(one);
            }
            if (channel.size() > read) {
                readOn(channel);
            }
        }
        return known;
    }

    /**
     * Which of the files it is that lay here one after the other: its first line says so. Of those made before there was
     * such a line the inode does, which is given to another file once it is free.
     */
    private String generation(SeekableByteChannel channel) throws IOException {
        byte[] first = Channels.newInputStream(channel.position(0)).readNBytes(GENERATION_BYTES);
        String line = new String(first, StandardCharsets.US_ASCII);
        return line.startsWith(GENERATION) && line.endsWith("\n")
                ? line
                : String.valueOf(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    private static byte[] newGeneration() {
        return (GENERATION + UUID.randomUUID() + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void begin(String one) {
        known.clear();
        seen = one;
        read = 0;
    }

    /** Reads whole lines: one that another server is just writing is read when it is done. */
    private void readOn(SeekableByteChannel channel) throws IOException {
        byte[] added = Channels.newInputStream(channel.position(read)).readAllBytes();
        int end = added.length;
        while (end > 0 && added[end - 1] != '\n') {
            end--;
        }
        read += end;
        int unreadable = 0;
        for (String line :
                new String(added, 0, end, StandardCharsets.UTF_8).lines().toList()) {
            try {
                if (!line.startsWith(GENERATION)) {
                    known.add(Feedback.read(line));
                }
            } catch (RuntimeException e) {
                unreadable++; // Cut off by a crash, or damaged; the others stand.
            }
        }
        if (unreadable > 0) {
            LOG.warn("{} lines of {} can't be read", unreadable, file.getFileName());
        }
    }

    private static List<Feedback> newestHalf(List<Feedback> all) {
        int from = all.size();
        for (int bytes = 0; from > 0 && bytes < MOST_BYTES / 2; ) {
            from--;
            bytes += all.get(from).line().length;
        }
        return all.subList(from, all.size());
    }

    /** Puts a whole file in place of the one that is there, without what an erasure that was cut off left in it. */
    private void write(List<Feedback> all) throws IOException {
        erased.look();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(newGeneration());
        for (Feedback said : all) {
            if (!erased.contains(said.user())) {
                bytes.write(said.line());
            }
        }
        Disk.replace(file, next, bytes.toByteArray());
    }
}
