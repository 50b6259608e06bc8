package io.perennial.features.spark.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide to mapping files says what the reader reads. */
class MappingGuideTest {

    private static final Path GUIDE = Path.of(System.getProperty("perennial.root"), "docs", "MAPPING.md");

    @Test
    void its_example_is_read() throws IOException {
        List<String> examples = Pattern.compile("```toml\\R(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertEquals(1, examples.size());
        Mapping mapping = MappingReader.read("guide", examples.get(0));
        assertEquals(2, mapping.events().size());
        assertEquals(180, mapping.lookbackDays().orElseThrow());
        assertEquals(0.35, mapping.value().orElseThrow().margin());
    }

    @Test
    void it_names_every_field_of_an_event() throws IOException {
        String guide = Files.readString(GUIDE);
        for (EventRule.Field field : EventRule.Field.values()) {
            assertTrue(guide.contains("`" + field.key() + "`"), field.key());
        }
    }
}
