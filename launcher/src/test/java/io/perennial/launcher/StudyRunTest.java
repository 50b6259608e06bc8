package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.launcher.results.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study's commands left is read as it is. */
class StudyRunTest {

    @TempDir
    Path folder;

    @Test
    void a_bench_that_missed_a_bar_has_its_result_shown_and_one_that_broke_off_has_none() throws IOException {
        assertEquals("bad", left(1, "{\"verdict\": \"bad\"}").path("verdict").asText());
        assertEquals("good", left(0, "{\"verdict\": \"good\"}").path("verdict").asText());
        for (String broken : List.of("", "{\"verdict\": ", "[1]", "null")) {
            JsonNode result = left(1, broken);
            assertTrue(result.path("verdict").isMissingNode(), broken);
            assertEquals(1, result.path("ran").path("exit").asInt(), broken);
        }
    }

    private JsonNode left(int exit, String printed) throws IOException {
        Files.writeString(folder.resolve("ran.json"), "{\"exit\": " + exit + "}");
        Files.writeString(folder.resolve("out.json"), printed);
        Study study = new Study("a", "A", "", List.of(), "out.json", "", List.of(), List.of());
        return new StudyRun(study, folder, folder, folder).result().orElseThrow();
    }
}
