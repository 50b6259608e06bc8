package io.perennial.http.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.http.api.Problem;
import io.perennial.http.config.ConfigFile;
import io.perennial.http.config.ExplainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainPoolTest {

    @TempDir
    Path root;

    @Test
    void who_has_a_place_is_refused_no_step_and_who_has_none_is_refused_the_first() throws IOException {
        try (ExplainPool pool = new ExplainPool(twoPlaces())) {
            try (ExplainPool.Place one = pool.place();
                    ExplainPool.Place other = pool.place()) {
                Problem refused = assertThrows(Problem.class, () -> pool.run(() -> 1));
                assertEquals(Problem.Kind.BUSY, refused.kind());
                assertThrows(Problem.class, pool::place);
                assertEquals(Optional.empty(), pool.runUntil(System.nanoTime() + 1_000_000_000L, () -> 1));
                assertEquals(5, one.run(() -> 2) + other.run(() -> 2) + one.run(() -> 1));
            }
            assertEquals(1, pool.run(() -> 1), "places that were given back are free");
        }
    }

    @Test
    void a_task_that_fails_gives_its_place_back() throws IOException {
        try (ExplainPool pool = new ExplainPool(twoPlaces())) {
            for (int i = 0; i < 5; i++) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> pool.run(() -> {
                            throw new IllegalArgumentException("no such reason");
                        }));
            }
            assertEquals(1, pool.run(() -> 1));
        }
    }

    private ExplainConfig twoPlaces() throws IOException {
        return ConfigFile.read(
                        Files.writeString(root.resolve("server.toml"), "explain_threads = 1\nexplain_queue = 1\n"),
                        Optional.empty())
                .explain();
    }
}
