package io.perennial.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.Dimension;
import io.perennial.features.profile.LifecycleStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The glossary uses the words of the code, in both languages, and each word once. */
class GlossaryTest {

    private static final Path PAGE =
            Path.of(System.getProperty("perennial.root", ".")).resolve("docs/GLOSSARY.md");

    @Test
    void every_dimension_stage_and_kind_has_its_row() throws IOException {
        String page = Files.readString(PAGE);
        List<String> rows = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.CONTEXT) {
                rows.add("| `" + dimension.id() + "` | " + dimension.en() + " | " + dimension.zh() + " |");
            }
        }
        for (LifecycleStage stage : LifecycleStage.values()) {
            rows.add("| `" + stage.id() + "` | " + stage.zh() + " |");
        }
        for (EventKind kind : EventKind.values()) {
            rows.add("| `" + kind.id() + "` | ");
        }
        rows.removeIf(page::contains);
        assertEquals(List.of(), rows, "rows that docs/GLOSSARY.md lacks");
    }

    @Test
    void no_word_is_explained_twice() throws IOException {
        Set<String> words = new HashSet<>();
        for (String line : Files.readAllLines(PAGE)) {
            boolean word = line.startsWith("| ") && !line.startsWith("| `") && !line.startsWith("| word |");
            if (word && !line.startsWith("| id |")) {
                String first = line.substring(2, line.indexOf(" | "));
                assertTrue(words.add(first), "'" + first + "' is explained twice");
            }
        }
        assertTrue(words.size() > 60, words.size() + " words");
    }
}
