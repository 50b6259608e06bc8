package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where hardly anybody buys again every member still gives a model, and none says it knows of leaving. */
class SlowBuyersTest {

    private static final int YEAR = 365;

    @Test
    void nobody_bought_on_two_days() {
        for (int oldest : new int[] {300, 400, 5_000}) {
            List<PurchaseHistory> users = new ArrayList<>();
            for (int user = 0; user < 2_000; user++) {
                users.add(new PurchaseHistory(0, 0, user % (oldest + 1)));
            }
            assertFitted(users.subList(0, 40), "40 of " + oldest);
            assertFitted(users, "2,000 of " + oldest);
        }
    }

    @Test
    void nobody_bought_on_three_days() {
        List<PurchaseHistory> users = new ArrayList<>();
        for (int user = 0; user < 2_000; user++) {
            users.add(user < 60 ? new PurchaseHistory(1, 3 + 6 * user, YEAR) : new PurchaseHistory(0, 0, YEAR));
        }
        assertFitted(users, "60 of 2,000");
    }

    @Test
    void goods_that_last_for_decades() {
        for (long seed = 1; seed <= 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<PurchaseHistory> users = new ArrayList<>();
            for (int user = 0; user < 1_500; user++) {
                int age = 1 + random.nextInt(YEAR);
                double next = -StrictMath.log(1 - random.nextDouble()) / 8e-5;
                users.add(next < age ? new PurchaseHistory(1, Math.ceil(next), age) : new PurchaseHistory(0, 0, age));
            }
            assertFitted(users, "seed " + seed);
        }
    }

    private static void assertFitted(List<PurchaseHistory> users, String what) {
        NbdData data = NbdData.of(users);
        double repeats = data.repeats() / data.users();
        double age = data.meanAge();
        for (NbdFit fit : NbdFit.all(data)) {
            String told = what + ", " + fit.family().title() + " "
                    + Arrays.toString(fit.model().parameters());
            assertTrue(fit.family() == NbdFamily.NBD || !fit.verdict().identified(), told);
            double expected = fit.model().probabilityAlive(new PurchaseHistory(0, 0, age));
            assertTrue(expected >= 0 && expected <= 1, told);
        }
        NbdFit limit = NbdFit.fit(NbdFamily.NBD, data);
        double[] parameters = limit.model().parameters();
        assertEquals(repeats, parameters[0] / parameters[1] * age, 0.2 * repeats + 0.01, what);
    }
}
