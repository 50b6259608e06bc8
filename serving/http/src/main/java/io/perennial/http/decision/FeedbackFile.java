package io.perennial.http.decision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people said of predictions, in a file of JSON lines beside the decision log, under its pseudonyms. Servers on one
 * folder share it; the newest {@value #MOST_BYTES} bytes are kept. For any number of threads.
 */
public final class FeedbackFile {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackFile.class);
    private static final int MOST_BYTES = 4 << 20;

    private final Path file;
    private final Path guard;
    private List<Feedback> known = List.of();
    private Object seen = "";

    FeedbackFile(Path file) {
        this.file = file;
        this.guard = file.resolveSibling(file.getFileName() + ".guard");
    }

    /** Keeps what was said; on disk when it returns. What the same person said of the same before is kept once. */
    public synchronized void add(Feedback said) {
        change(() -> {
            if (known().stream().anyMatch(said::repeats)) {
                return;
            }
            append(said.line());
            if (Files.size(file) > MOST_BYTES) {
                write(newestHalf(known()));
            }
        });
    }

    private void append(byte[] line) throws IOException {
        byte[] before = Files.exists(file) ? bytes() : new byte[0];
        boolean isCutOff = before.length > 0 && before[before.length - 1] != '\n';
        ByteArrayOutputStream added = new ByteArrayOutputStream();
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
    }

    private byte[] bytes() throws IOException {
        return Files.readAllBytes(file);
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

    /** Takes everything away that was said of users. */
    synchronized void forget(Collection<String> pseudonyms) {
        change(() -> {
            List<Feedback> others = known().stream()
                    .filter(said -> !pseudonyms.contains(said.user()))
                    .toList();
            if (others.size() < known.size()) {
                write(others);
            }
        });
    }

    private synchronized List<Feedback> newestFirst(Predicate<Feedback> wanted) {
        try {
            List<Feedback> found =
                    new ArrayList<>(known().stream().filter(wanted).toList());
            Collections.reverse(found);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("feedback can't be read", e);
        }
    }

    /** A change to the file. */
    private interface Change {
        void make() throws IOException;
    }

    /** One server changes the file at a time. */
    private void change(Change change) {
        try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException("feedback can't be kept", e);
        }
    }

    /** What the file holds, the oldest first; read again where this or another server has changed it. */
    private List<Feedback> known() throws IOException {
        if (!Files.exists(file)) {
            known = List.of();
            return known;
        }
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        List<Object> stamp = List.of(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
        if (!stamp.equals(seen)) {
            known = read();
            seen = stamp;
        }
        return known;
    }

    private List<Feedback> read() throws IOException {
        List<Feedback> read = new ArrayList<>();
        int unreadable = 0;
        for (String line : new String(bytes(), StandardCharsets.UTF_8).lines().toList()) {
            try {
                read.add(Feedback.read(line));
            } catch (RuntimeException e) {
                unreadable++; // Cut off by a crash, or damaged; the others stand.
            }
        }
        if (unreadable > 0) {
            LOG.warn("{} lines of {} can't be read", unreadable, file.getFileName());
        }
        return List.copyOf(read);
    }

    private static List<Feedback> newestHalf(List<Feedback> all) {
        int from = all.size();
        for (int bytes = 0; from > 0 && bytes < MOST_BYTES / 2; ) {
            from--;
            bytes += all.get(from).line().length;
        }
        return all.subList(from, all.size());
    }

    /** Puts a whole file in place of the one that is there. */
    private void write(List<Feedback> all) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Feedback said : all) {
            bytes.write(said.line());
        }
        Path made = Files.createTempFile(file.getParent(), "feedback", ".new");
        Files.write(made, bytes.toByteArray(), StandardOpenOption.SYNC);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
