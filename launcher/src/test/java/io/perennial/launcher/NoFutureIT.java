package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invariant 2, no future: changing, adding or deleting any event on or after the as-of changes no byte of snapshots,
 * models, calibrators, reference sets, scores or reasons.
 */
class NoFutureIT {

    @ParameterizedTest
    @ValueSource(strings = {"company", "cdnow-sample", "college-msg", "bitcoin-otc", "online-retail"})
    void poison_on_or_after_the_as_of_changes_no_byte(String log) throws Exception {
        Run plain = Runs.plain(log);
        Run poisoned = Runs.poisoned(log);
        assertNotEquals(plain.events(), poisoned.events(), "the poison did not arrive");
        Runs.assertSame(plain, poisoned);
    }
}
