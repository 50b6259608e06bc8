package io.perennial.training.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.training.backtest.Looks.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LooksTest {

    @TempDir
    private Path folder;

    private Looks looks;
    private int runs;

    @BeforeEach
    void open() {
        looks = Looks.in(folder.resolve("registry"));
    }

    private int look(String log, String from, String to, String hash) throws IOException {
        return looks.look(Instant.ofEpochSecond(runs++), new Outcomes(log, "2019-12-31", from, to, hash));
    }

    @Test
    void every_look_at_the_same_outcomes_counts_and_none_is_forgotten() throws IOException {
        assertEquals(1, look("UTC EUR", "2020-01-01", "2020-02-01", "a"));
        assertEquals(1, look("UTC EUR", "2020-02-01", "2020-03-01", "b"));
        assertEquals(2, look("UTC EUR", "2020-01-01", "2020-02-01", "a"));
        assertEquals(3, Files.readAllLines(looks.file()).size());
    }

    @Test
    void another_horizon_gap_or_late_row_does_not_make_outcomes_unseen_but_another_log_does() throws IOException {
        look("UTC EUR", "2020-01-01", "2020-02-01", "a");
        assertEquals(2, look("UTC EUR", "2020-01-01", "2020-02-02", "longer"));
        assertEquals(3, look("UTC EUR", "2020-01-03", "2020-02-01", "later"));
        assertEquals(4, look("UTC EUR", "2020-01-01", "2020-02-01", "a late row"));
        assertEquals(1, look("UTC XXX", "2020-01-01", "2020-02-01", "others"));
    }

    @Test
    void the_days_of_one_back_test_are_no_looks_before_each_other() throws IOException {
        Instant began = Instant.EPOCH;
        assertEquals(1, looks.look(began, new Outcomes("UTC EUR", "2020-01-01", "2020-01-01", "2020-03-01", "a")));
        assertEquals(1, looks.look(began, new Outcomes("UTC EUR", "2020-02-01", "2020-02-01", "2020-04-01", "b")));
        Instant again = began.plusSeconds(1);
        assertEquals(2, looks.look(again, new Outcomes("UTC EUR", "2020-01-01", "2020-01-01", "2020-03-01", "a")));
        assertEquals(2, looks.look(again, new Outcomes("UTC EUR", "2020-02-01", "2020-02-01", "2020-04-01", "b")));
    }

    @Test
    void looks_that_an_earlier_release_counted_still_count() throws IOException {
        Files.createDirectories(looks.file().getParent());
        Files.writeString(
                looks.file(), "{\"at\":\"2020-05-01T00:00:00Z\",\"as_of\":\"2020-01-01\",\"outcomes_hash\":\"a\"}\n");
        assertEquals(2, look("UTC EUR", "2020-01-01", "2020-02-01", "a"));
        assertEquals(2, look("UTC EUR", "2020-01-01", "2020-02-01", "b"));
    }
}
