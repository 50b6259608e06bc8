package io.perennial.http.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When what failed is tried again. */
class PauseTest {

    private static final long SECOND = 1_000_000_000L;

    /** A clock that overflows soon, as any may. */
    private long now = Long.MAX_VALUE - 5;

    @Test
    void it_lasts_a_second_from_when_it_began_last() {
        Pause pause = new Pause(() -> now);
        assertTrue(pause.isOver(), "nothing failed yet");
        pause.begin();
        now += SECOND / 2;
        pause.begin();
        now += SECOND - 1;
        assertFalse(pause.isOver());
        now++;
        assertTrue(pause.isOver());
        assertTrue(pause.isOver(), "who looks changes nothing");
    }

    @Test
    void one_alone_is_told_that_it_is_over() {
        Pause pause = new Pause(() -> now);
        pause.begin();
        assertFalse(pause.isOverForOne());
        now += SECOND;
        assertTrue(pause.isOverForOne());
        assertFalse(pause.isOverForOne());
        assertFalse(pause.isOver());
        now += SECOND;
        assertTrue(pause.isOverForOne());
    }

    @Test
    void of_two_who_ask_at_once_one_is_told() {
        List<Boolean> other = new ArrayList<>();
        List<Pause> asked = new ArrayList<>();
        Pause pause = new Pause(() -> {
            if (!asked.isEmpty()) {
                other.add(asked.remove(0).isOverForOne());
            }
            return now;
        });
        asked.add(pause);
        assertFalse(pause.isOverForOne(), "another came between");
        assertEquals(List.of(true), other);
    }
}
