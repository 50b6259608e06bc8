package io.perennial.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** Reads what a simulation wrote, as plain as a stranger would. */
record Folder(Path root) {

    /** The rows of a log over all its files, header lines left out. */
    List<String> rows(String log) {
        List<String> rows = new ArrayList<>();
        for (Path file : files(root.resolve(log))) {
            List<String> lines = lines(file);
            boolean csv = file.toString().endsWith(".csv");
            rows.addAll(csv ? lines.subList(1, lines.size()) : lines);
        }
        return rows;
    }

    /** The rows of a table beside the logs, by its first column. */
    Map<String, String[]> table(String name) {
        Map<String, String[]> table = new HashMap<>();
        List<String> lines = lines(root.resolve(name));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (table.put(cells[0], cells) != null) {
                throw new IllegalStateException(name + " has two rows of " + cells[0]);
            }
        }
        return table;
    }

    /** A digest of every file, by path. */
    Map<String, Long> digests() {
        Map<String, Long> digests = new TreeMap<>();
        for (Path file : files(root)) {
            CRC32 crc = new CRC32();
            try {
                crc.update(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            digests.put(root.relativize(file).toString(), crc.getValue());
        }
        return digests;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
