package io.perennial.http.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.file.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one server keeps the sketch of one version and day: a line with the SHA-256 of all that follows, then JSON. Its name
 * says whose it is, so that only those that are asked for are read.
 *
 * @param folder that of all sketches
 * @param day    on which the scores were given, UTC
 * @param digest of the version, lower-case hex
 * @param server tells servers apart, from one start of them to the next, lower-case hex
 */
record SketchFile(Path folder, LocalDate day, String digest, String server) {

    private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-([0-9a-f]{64})-([0-9a-f]{16})\\.drift");
    private static final String BESIDE = ".new";
    private static final int LINE = 65;
    private static final int LARGEST = 1 << 20;

    /** What stands in it: sums of each number, by feature or {@link Drift#CHURN}. */
    private record Content(LocalDate day, String digest, long scores, Map<String, long[]> sums) {}

    /**
     * What a folder holds.
     *
     * @param files   whole sketches, by their names
     * @param foreign how many others there are
     */
    record Listing(List<SketchFile> files, int foreign) {}

    /** What lies in a folder; nothing where there is none. */
    static Listing list(Path folder) throws IOException {
        List<SketchFile> files = new ArrayList<>();
        int foreign = 0;
        try (var all = Files.newDirectoryStream(folder, file -> !file.toString().endsWith(BESIDE))) {
            for (Path file : all) {
                Optional<SketchFile> known = of(file);
                known.ifPresent(files::add);
                foreign += known.isPresent() ? 0 : 1;
            }
        } catch (NoSuchFileException e) {
            return new Listing(List.of(), 0); // nothing was written yet
        }
        return new Listing(files, foreign);
    }

    private static Optional<SketchFile> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    ? Optional.of(new SketchFile(
                            file.getParent(), LocalDate.parse(name.group(1)), name.group(2), name.group(3)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Path path() {
        return folder.resolve(day + "-" + digest + "-" + server + ".drift");
    }

    private Path beside() {
        return folder.resolve(path().getFileName() + BESIDE);
    }

    /** Writes it whole beside its place, then puts it there. */
    void write(DriftSketch sketch) throws IOException {
        Map<String, long[]> sums = new LinkedHashMap<>();
        sketch.tenths().forEach((id, tenths) -> sums.put(id, tenths.sums()));
        byte[] content = StrictJson.MAPPER.writeValueAsBytes(new Content(day, digest, sketch.scores(), sums));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(LINE + content.length);
        bytes.writeBytes(stamp(content));
        bytes.writeBytes(content);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder); // never the log's folder, should that be gone
        }
        Disk.replace(path(), beside(), bytes.toByteArray());
    }

    private static byte[] stamp(byte[] content) {
        return (FileStamp.of(content).sha256() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads it.
     *
     * @throws NoSuchFileException where it is gone
     * @throws IOException         where it is damaged, or is not what its name says
     */
    DriftSketch read() throws IOException {
        if (Files.size(path()) > LARGEST) {
            throw new IOException("it is larger than any sketch");
        }
        byte[] bytes = Files.readAllBytes(path());
        byte[] content = Arrays.copyOfRange(bytes, Math.min(LINE, bytes.length), bytes.length);
        if (!Arrays.equals(stamp(content), Arrays.copyOf(bytes, Math.min(LINE, bytes.length)))) {
            throw new IOException("its content has another SHA-256 than it says");
        }
        try {
            return sketch(StrictJson.MAPPER.readValue(content, Content.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException("it holds no sketch", e);
        }
    }

    private DriftSketch sketch(Content content) throws IOException {
        if (!content.day().equals(day) || !content.digest().equals(digest)) {
            throw new IOException("it holds the sketch of another version or day");
        }
        Map<String, Tenths> tenths = new LinkedHashMap<>();
        content.sums().forEach((id, sums) -> tenths.put(id, Tenths.ofSums(sums)));
        return new DriftSketch(content.scores(), tenths);
    }

    /** Deletes it, and what a writer that was killed left of it. */
    void delete() throws IOException {
        Files.deleteIfExists(beside());
        Files.deleteIfExists(path());
    }
}
