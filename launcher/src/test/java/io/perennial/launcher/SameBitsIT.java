package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invariant 5, money and counts are exact: neither the order of rows nor partitions, threads, time zone, language or
 * JDK change a bit of features, models, scores or reasons.
 *
 * <p>The second run has all of that changed at once: what none changes, all together do not change.
 */
class SameBitsIT {

    @ParameterizedTest
    @ValueSource(strings = {"company", "cdnow-sample", "college-msg", "bitcoin-otc", "online-retail"})
    void order_of_rows_partitions_threads_zone_and_language_change_no_bit(String log) throws Exception {
        // Other tests ask for the plain run first: here it is made in the meantime.
        Run elsewhere = Runs.elsewhere(log);
        Runs.assertSame(Runs.plain(log), elsewhere);
    }

    @Test
    void the_other_jdk_took_part() throws Exception {
        Optional<Path> other = Conditions.otherJdk();
        assumeTrue(other.isPresent(), "SKIPPED: JDK 17 and 25 are not both in /usr/lib/jvm; one JDK made all runs");
        assertEquals(other.get(), Runs.elsewhere("company").conditions().java());
        assertNotEquals(Runs.plain("company").jvm(), Runs.elsewhere("company").jvm());
    }
}
