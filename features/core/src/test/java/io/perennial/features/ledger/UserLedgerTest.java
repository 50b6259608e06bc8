package io.perennial.features.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A ledger does not remember in which order or in how many pieces its events came. */
class UserLedgerTest {

    @Test
    void the_order_of_parts_changes_nothing() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<LedgerDay> parts = RandomLedgers.parts(random, 60);
            UserLedger ledger = UserLedger.merge("u", parts);
            Collections.shuffle(parts, random);
            assertEquals(ledger, UserLedger.merge("u", parts), "seed " + seed);
        }
    }

    @Test
    void late_parts_merge_as_if_they_had_come_in_time() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<LedgerDay> parts = RandomLedgers.parts(random, 60);
            int cut = parts.isEmpty() ? 0 : random.nextInt(parts.size());
            UserLedger early = UserLedger.merge("u", parts.subList(0, cut));
            assertEquals(UserLedger.merge("u", parts), early.plus(parts.subList(cut, parts.size())), "seed " + seed);
        }
    }

    @Test
    void days_that_do_not_ascend_are_refused() {
        LedgerDay day = RandomLedgers.parts(new Random(3), 1).get(0);
        String message = assertThrows(IllegalArgumentException.class, () -> new UserLedger("ann", List.of(day, day)))
                .getMessage();
        assertTrue(message.contains("ann"), message);
    }
}
