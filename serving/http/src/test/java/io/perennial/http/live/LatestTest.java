package io.perennial.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of values that cost much to make. */
class LatestTest {

    private final Latest<Integer, String> latest = new Latest<>(3);
    private final List<Integer> made = new ArrayList<>();

    private String get(int key) {
        return latest.get(key, any -> {
            made.add(any);
            return "value " + any;
        });
    }

    @Test
    void of_more_than_fit_only_the_one_not_asked_for_the_longest_goes() {
        for (int key : new int[] {1, 2, 3, 1, 4}) {
            assertEquals("value " + key, get(key));
        }
        assertEquals(List.of(1, 2, 3, 4), made);
        assertTrue(latest.holds(1) && latest.holds(3) && latest.holds(4));
        assertFalse(latest.holds(2));
    }

    @Test
    void a_value_that_could_not_be_made_is_tried_again() {
        assertThrows(
                IllegalStateException.class,
                () -> latest.get(1, any -> {
                    throw new IllegalStateException("not yet");
                }));
        assertEquals("value 1", get(1));
    }
}
