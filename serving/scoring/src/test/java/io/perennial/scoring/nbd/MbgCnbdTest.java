package io.perennial.scoring.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The member with regular purchases: its limit, its two ways to one number, and what regularity means. */
class MbgCnbdTest {

    private static final FutureWindow AFTER_GAP = new FutureWindow(20, 90);

    @Test
    void one_step_is_the_mbg_nbd() {
        PurchaseModel random = new MbgNbd(.525, 43.3, .891, 1.614);
        PurchaseModel regular = new MbgCnbd(.525, 43.3, .891, 1.614, 1);

        for (PurchaseHistory history : List.of(
                new PurchaseHistory(0, 0, 200),
                new PurchaseHistory(1, 30, 270),
                new PurchaseHistory(9, 250, 270),
                new PurchaseHistory(2_000, 250, 270))) {
            assertEquals(random.logLikelihood(history), regular.logLikelihood(history), 1e-9);
            assertEquals(random.probabilityAlive(history), regular.probabilityAlive(history), 1e-12);
            assertEquals(
                    random.probabilityOfPurchase(history, AFTER_GAP),
                    regular.probabilityOfPurchase(history, AFTER_GAP),
                    1e-9);
            double expected = random.expectedPurchases(history, AFTER_GAP);
            assertEquals(expected, regular.expectedPurchases(history, AFTER_GAP), 1e-9 * Math.max(1, expected));
        }
    }

    @Test
    void sums_over_steps_and_the_integral_over_the_chance_of_leaving_are_one_number() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int k = 1 + random.nextInt(MbgCnbd.MAX_STEPS);
            ErlangPhases phases = ErlangPhases.of(k, 0.2 + 20 * random.nextDouble(), random.nextDouble());
            double a = 0.1 + 3 * random.nextDouble();
            double b = 1.1 + 4 * random.nextDouble();
            ErlangRoots roots = new ErlangRoots(phases, a, b);
            ErlangFuture future = new ErlangFuture(phases, 1, a, b);
            double gap = random.nextInt(3) == 0 ? 0 : random.nextDouble();
            double length = 0.05 + random.nextDouble();
            double purchases = future.purchases(length);
            assertEquals(purchases, roots.purchases(length), 1e-9 * Math.max(1, purchases), "seed " + seed);
            double any = future.anyPurchase(new FutureWindow(gap, length));
            assertEquals(any, roots.anyPurchase(gap, length), 1e-9, "seed " + seed);
        }
    }

    @Test
    void silence_tells_more_where_purchases_are_regular() {
        // both buy every ten days; only the regular one is overdue after thirty
        PurchaseHistory overdue = new PurchaseHistory(20, 200, 230);
        PurchaseHistory due = new PurchaseHistory(20, 200, 208);
        PurchaseModel regular = new MbgCnbd(4, 8, .5, 3, 6);
        PurchaseModel random = new MbgCnbd(4, 48, .5, 3, 1);

        assertTrue(regular.probabilityAlive(overdue) < 0.05, () -> "" + regular.probabilityAlive(overdue));
        assertTrue(random.probabilityAlive(overdue) > 0.4, () -> "" + random.probabilityAlive(overdue));
        FutureWindow soon = new FutureWindow(0, 4);
        assertTrue(regular.probabilityOfPurchase(due, soon) > 1.2 * random.probabilityOfPurchase(due, soon));
    }

    @Test
    void a_number_of_steps_that_is_none_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> NbdFamily.MBG_CNBD_K.model(1, 10, 1, 2, 1.5));
        assertThrows(IllegalArgumentException.class, () -> NbdFamily.MBG_CNBD_K.model(1, 10, 1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> NbdFamily.MBG_CNBD_K.model(1, 10, 1, 2, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> NbdFamily.MBG_CNBD_K.model(1, 10, 1, 2, 13));
    }
}
