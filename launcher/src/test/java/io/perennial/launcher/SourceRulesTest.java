package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler checks: the length of files, and words that say work is unfinished or switched off. */
class SourceRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("perennial.root"));
    private static final int LONGEST_FILE = 400;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b|@Dis" + "abled\\b");

    @Test
    void no_file_is_longer_than_a_person_reads_at_once() throws IOException {
        assertEquals(
                List.of(),
                sources().stream()
                        .filter(file -> lines(file).size() > LONGEST_FILE)
                        .toList());
    }

    @Test
    void no_work_is_left_for_later_and_no_test_is_switched_off() throws IOException {
        assertEquals(
                List.of(),
                sources().stream()
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> UNFINISHED.matcher(line).find()))
                        .toList());
    }

    @Test
    void sources_were_found() throws IOException {
        assertFalse(sources().isEmpty());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT, 20, (file, attributes) -> attributes.isRegularFile() && isSource(ROOT.relativize(file)))) {
            return files.sorted().toList();
        }
    }

    private static boolean isSource(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.contains("src/") && name.endsWith(".java") && !name.contains("target/");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
