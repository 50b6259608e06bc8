package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant 2, no future: changing, adding or deleting any event on or after the as-of changes no byte of snapshots,
 * models, calibrators, reference sets, scores or reasons. Invariant 5, money and counts are exact: neither the order of
 * rows nor partitions, threads, time zone, language or JDK change a bit of them.
 */
class SameBitsIT {

    @ParameterizedTest
    @MethodSource("io.perennial.launcher.Runs#logs")
    void neither_the_future_nor_order_partitions_threads_zone_language_or_jdk_change_a_bit(String log)
            throws Exception {
        // Other tests ask for the plain run first: here the other is made in the meantime.
        Run elsewhere = Runs.elsewhere(log);
        Run plain = Runs.plain(log);
        assertNotEquals(plain.events(), elsewhere.events(), "the poison did not arrive");
        Runs.assertSame(plain, elsewhere);
    }

    @Test
    void the_other_jdk_took_part() throws Exception {
        Optional<Path> other = Conditions.otherJdk();
        assumeTrue(other.isPresent(), "SKIPPED: JDK 17 and 25 are not both in /usr/lib/jvm; one JDK made all runs");
        assertEquals(other.get(), Runs.elsewhere("company").conditions().java());
        assertNotEquals(Runs.plain("company").jvm(), Runs.elsewhere("company").jvm());
    }
}
