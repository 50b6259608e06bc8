package io.perennial.http.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a body that is no JSON. */
class JsonTest {

    @Test
    void a_body_that_breaks_off_or_is_misspelt_is_told_with_its_place_and_no_word_of_a_library() {
        for (String body : List.of(
                "{\"rows\":[",
                "{\"rows\":[}",
                "{rows:1}",
                "{\"rows\":1}}",
                "{\"rows\":nul}",
                "\"ro",
                "{} {}",
                "{\"rows\":NaN}",
                "{\"rows\":+1}",
                "{\"rows\":-Infinity}",
                "{/* rows */}",
                "{\"rows\":1,\"rows\":2}",
                "{\"rows\":1" + "0".repeat(80) + "}",
                "{\"rows\":\"" + "x".repeat(5_000) + "\"}",
                "[".repeat(40))) {
            Problem problem = assertThrows(Problem.class, () -> Json.read(body.getBytes(StandardCharsets.UTF_8)), body);
            assertEquals(Problem.Kind.BAD_JSON, problem.kind(), body);
            String said = problem.getMessage();
            assertTrue(said.contains("line 1") || said.contains("exceeds the maximum allowed ("), said);
            for (String word : List.of(
                    "Source", "Feature", "fasterxml", "JsonParser", "java.", "Constraints", "bound as", "enable")) {
                assertFalse(said.contains(word), said);
            }
        }
    }
}
