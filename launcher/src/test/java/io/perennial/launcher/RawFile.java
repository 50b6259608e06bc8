package io.perennial.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A raw log file in memory.
 *
 * @param header the lines before the first row
 * @param rows   a row each, with the lines that follow it and are no row of their own
 */
record RawFile(List<String> header, List<String> rows) {

    /** Poison lies on the as-of itself, the first day that must not be seen, and on those after it. */
    private static final int DAYS_OF_POISON = 45;

    /** Reads a file, packed or not. */
    static RawFile read(Path file, LineFormat format) throws IOException {
        List<String> header = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            if (format.dayOf(line).isPresent()) {
                rows.add(line);
            } else if (rows.isEmpty()) {
                header.add(line);
            } else {
                rows.set(rows.size() - 1, rows.get(rows.size() - 1) + "\n" + line);
            }
        }
        return new RawFile(header, rows);
    }

    private static String text(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = isPacked(file) ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes the file, packed where its name says so. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = isPacked(file) ? new GZIPOutputStream(raw) : raw) {
            for (List<String> lines : List.of(header, rows)) {
                for (String line : lines) {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(".gz");
    }

    /** The same rows in another order. */
    RawFile shuffled(long seed) {
        List<String> other = new ArrayList<>(rows);
        Collections.shuffle(other, new Random(seed));
        return new RawFile(header, other);
    }

    /**
     * The same past with another future: of the rows on or after the as-of a third is gone, a third has another amount,
     * a third another day; and rows of the past, ids included, come again on or after the as-of, with huge amounts, by
     * the same users and by users never seen.
     */
    RawFile poisoned(LineFormat format, LocalDate asOf, long seed) {
        Random random = new Random(seed);
        List<String> other = new ArrayList<>();
        for (String row : rows) {
            boolean isPast = row.contains("\n") || day(row, format).isBefore(asOf);
            if (isPast) {
                other.add(row);
            }
            if (!isPast || random.nextInt(20) == 0) {
                altered(row, isPast ? 2 : random.nextInt(3), format, asOf, random, other);
            }
        }
        return new RawFile(header, other);
    }

    private static void altered(
            String row, int how, LineFormat format, LocalDate asOf, Random random, List<String> sink) {
        String line = row.lines().findFirst().orElseThrow();
        String huge = format.with(line, "amount", amount -> amount.contains(".") ? "98765.43" : "10");
        if (how == 1) {
            sink.add(huge);
        } else if (how == 2) {
            String later = format.on(huge, asOf.plusDays(random.nextInt(DAYS_OF_POISON)));
            sink.add(random.nextBoolean() ? later : format.with(later, "user", user -> "9" + user));
        }
    }

    /** How many rows lie before a day. */
    long rowsBefore(LocalDate day, LineFormat format) {
        return rows.stream().filter(row -> day(row, format).isBefore(day)).count();
    }

    private static LocalDate day(String row, LineFormat format) {
        return format.dayOf(row.lines().findFirst().orElseThrow()).orElseThrow();
    }
}
