package io.perennial.training.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LooksTest {

    @TempDir
    private Path folder;

    @Test
    void every_look_at_the_same_outcomes_counts_and_none_is_forgotten() throws IOException {
        Looks looks = Looks.in(folder.resolve("registry"));
        assertEquals(1, looks.look(Instant.EPOCH, "2020-01-01", "a"));
        assertEquals(1, looks.look(Instant.EPOCH, "2020-02-01", "b"));
        assertEquals(2, looks.look(Instant.EPOCH, "2020-01-01", "a"));
        assertEquals(3, Files.readAllLines(looks.file()).size());
    }
}
