package io.perennial.launcher;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which steps of a run are done, so that the same command goes on where it stopped.
 *
 * <p>A step is done when its products are there and it was finished with the same arguments, the same inputs (path,
 * size and time of change), the same build, and after the same earlier steps. One that reads what cannot be listed is
 * never taken for done: it runs, and what it made decides about the steps after it.
 */
final class FinishedSteps {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Map<String, String> finished;

    private FinishedSteps(Path file, Map<String, String> finished) {
        this.file = file;
        this.finished = finished;
    }

    /** What a run folder remembers; nothing where it is new or its memory cannot be read. */
    static FinishedSteps of(RunFolder folder) {
        Path file = folder.finishedSteps();
        Map<String, String> finished = new LinkedHashMap<>();
        try {
            finished.putAll(JSON.readValue(Files.readString(file), new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            // A missing or damaged memory costs time, never correctness: every step is simply done again.
            finished.clear();
        }
        return new FinishedSteps(file, finished);
    }

    /** Whether a step with this key is done. */
    boolean contains(Step step, String key) {
        return !step.alwaysRun() && key.equals(finished.get(step.command())) && step.isMade();
    }

    /** Remembers a finished step. */
    void add(Step step, String key) throws IOException {
        finished.put(step.command(), key);
        write();
    }

    /** Forgets a step before it starts, so that a killed one is not taken for done. */
    void remove(Step step) throws IOException {
        if (finished.remove(step.command()) != null) {
            write();
        }
    }

    private void write() throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, JSON.writeValueAsString(finished));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The key of a step: a hash of everything its result rests on.
     *
     * @param before the key of the step before, empty for the first; carries the build's identity
     */
    static String key(String before, Step step) {
        StringBuilder text = new StringBuilder(before).append('\n').append(step.commandLine());
        for (Path input : step.inputs()) {
            text.append('\n').append(state(input));
        }
        return sha256(text.toString());
    }

    /** What the key of the next step starts from, now that this step is done. */
    static String after(Step step, String key) throws IOException {
        return step.alwaysRun()
                ? sha256(key + '\n' + Files.readString(step.products().get(0)))
                : key;
    }

    private static String state(Path input) {
        if (!Files.exists(input)) {
            return input.toString();
        }
        try (Stream<Path> files = Files.walk(input, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            return sorted.stream()
                    .map(file -> file + " " + file.toFile().length() + " "
                            + file.toFile().lastModified())
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException(
                    "input " + input + " cannot be read: " + e.getMessage()
                            + "; give your user the right to all it holds, or name the files to read",
                    e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
