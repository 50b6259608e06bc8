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

    @Test
    void troubles_of_long_ago_take_no_room_from_a_new_one() {
        tellMany("old", 8);
        now += 120 * SECOND;
        assertEquals(Optional.of("new"), troubles.line("new", "new"));
        assertEquals(Optional.empty(), troubles.line("new", "new"));
        assertEquals(Optional.of("newer"), troubles.line("newer", "newer"));
    }

    @Test
    void those_that_share_a_line_take_no_room_from_one_that_has_its_own() {
        tellMany("old", 8);
        now += 100 * SECOND;
        assertEquals(Optional.of("one more"), troubles.line("one more", "one more"));
        now += 21 * SECOND;
        assertEquals(8, tellMany("new", 8), "those of old are over");
    }

    @Test
    void what_came_of_others_is_not_counted_to_the_one_that_is_said() {
        tellMany("at", 8);
        troubles.line("one", "one");
        troubles.line("one", "one");
        troubles.line("another", "another");
        now += 60 * SECOND;
        tellMany("at", 8);
        assertEquals(Optional.of("last (and 2 others before)"), troubles.line("last", "last"));
    }

    @Test
    void how_often_a_trouble_came_is_said_however_long_it_stayed_away() {
        troubles.line("full", "full");
        troubles.line("full", "full");
        now += 600 * SECOND;
        assertEquals(Optional.of("full (and 1 times before)"), troubles.line("full", "full"));
    }

    /** Tells so many troubles of a name; gives how many were said. */
    private long tellMany(String name, int many) {
        long said = 0;
        for (int i = 0; i < many; i++) {
            said += troubles.line(name + " " + i, name + " " + i).stream().count();
        }
        return said;
    }
}
