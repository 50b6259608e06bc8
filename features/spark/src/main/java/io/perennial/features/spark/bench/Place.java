package io.perennial.features.spark.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a bench keeps one size of the log and what both sides make of it.
 *
 * @param root its folder
 */
record Place(Path root) {

    /** The raw log both sides read. */
    Path csv() {
        return root.resolve("csv");
    }

    /** What our ingest writes. */
    Path log() {
        return root.resolve("ours/log");
    }

    /** What our features are. */
    Path snapshots() {
        return root.resolve("ours/snapshots");
    }

    /** What DuckDB writes, by name. */
    Path theirs(String name) {
        return root.resolve("theirs").resolve(name);
    }

    /** Makes the folder of DuckDB's side. */
    void prepare() {
        try {
            Files.createDirectories(root.resolve("theirs"));
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + root + " cannot be made", e);
        }
    }

    /** Deletes a folder with all it holds, if it is there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be deleted", e);
        }
    }
}
