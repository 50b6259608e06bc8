package io.perennial.http.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How often the same trouble is said. */
class TroublesTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final Troubles troubles = new Troubles(LoggerFactory.getLogger(TroublesTest.class), () -> now);

    @Test
    void a_trouble_is_said_once_and_after_a_minute_with_how_often_it_came() {
        assertEquals(Optional.of("/a: full"), troubles.line("full", "/a: full"));
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Optional.empty(), troubles.line("full", "/b: full"));
        }
        now += 60 * SECOND;
        assertEquals(Optional.of("/c: full (and 1000 times before)"), troubles.line("full", "/c: full"));
        now += 60 * SECOND;
        assertEquals(Optional.of("/d: full"), troubles.line("full", "/d: full"));
    }

    @Test
    void another_trouble_is_said_at_once() {
        troubles.line("full", "full");
        assertEquals(Optional.of("no permission"), troubles.line("no permission", "no permission"));
        assertEquals(Optional.empty(), troubles.line("full", "full"));
    }

    @Test
    void troubles_that_differ_each_time_are_no_flood_either() {
        long said = 0;
        for (int i = 0; i < 1_000; i++) {
            said += troubles.line("at " + i, "at " + i).stream().count();
        }
        assertEquals(9, said);
    }
}
