package io.perennial.training.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom the NBD family is fitted to: who left is what dropout is read from. */
class PurchaseProcessTest {

    private static LabelledSnapshots snapshots;

    @BeforeAll
    static void make() {
        snapshots = Company.shop(400, 500, 60).leaving(1.0 / 90).set().labelled();
    }

    @Test
    void it_is_fitted_to_everybody_visible_also_to_who_was_not_active_lately() {
        Rows eligible = snapshots.eligibleRows();
        Rows everybody = eligible.everybody();
        assertTrue(everybody.size() > 1.2 * eligible.newest().size(), everybody.size() + " users");
        assertEquals(
                PurchaseProcess.fit(everybody).choice().members(),
                PurchaseProcess.fit(eligible).choice().members());
    }

    @Test
    void users_held_out_teach_it_nothing_while_the_inactive_of_other_folds_do() {
        Rows eligible = snapshots.eligibleRows();
        eligible.outOfFold(eligible.folds(3, 1), 1, (fold, rest, out) -> {
            Set<String> seen = new HashSet<>(Arrays.asList(rest.everybody().users()));
            Arrays.stream(out.users()).forEach(user -> assertFalse(seen.contains(user), user));
            assertTrue(seen.size() > rest.newest().size(), seen.size() + " users");
            rest.outOfFold(rest.folds(2, 9), 1, (inner, less, heldOut) -> {
                Set<String> fewer = new HashSet<>(Arrays.asList(less.everybody().users()));
                Arrays.stream(out.users()).forEach(user -> assertFalse(fewer.contains(user), user));
                Arrays.stream(heldOut.users()).forEach(user -> assertFalse(fewer.contains(user), user));
                return new double[1][heldOut.size()];
            });
            assertNotEquals(
                    PurchaseProcess.fit(eligible).choice().members(),
                    PurchaseProcess.fit(rest).choice().members());
            return new double[1][out.size()];
        });
    }
}
