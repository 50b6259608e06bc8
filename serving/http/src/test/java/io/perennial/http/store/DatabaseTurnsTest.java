package io.perennial.http.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who may ask a database. */
class DatabaseTurnsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final DatabaseTurns turns = new DatabaseTurns(2, nanos::get);

    @Test
    void while_all_turns_are_taken_who_comes_is_sent_away_until_one_ends() {
        turns.begin();
        turns.begin();
        assertSays("2 wait for it already");
        turns.end();
        assertDoesNotThrow(turns::begin);
    }

    @Test
    void of_a_database_that_did_not_answer_one_a_second_asks_until_it_answers() {
        turns.begin();
        turns.silent();
        turns.end();
        for (int second = 0; second < 3; second++) {
            assertSays("did not answer a moment ago");
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertDoesNotThrow(turns::begin);
            turns.end();
        }
        assertSays("did not answer a moment ago");
        turns.answered();
        for (int i = 0; i < 10; i++) {
            assertDoesNotThrow(turns::begin);
            turns.end();
        }
    }

    private void assertSays(String words) {
        String message = assertThrows(StoreException.class, turns::begin).getMessage();
        assertTrue(message.contains(words), message);
    }
}
