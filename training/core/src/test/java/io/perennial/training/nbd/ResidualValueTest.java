package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.MbgNbd;
import io.perennial.scoring.nbd.Nbd;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import org.junit.jupiter.api.Test;

/** Discounted purchases still to come. */
class ResidualValueTest {

    private static final double WEEK = 7;

    /** The weekly rate .0027 of the paper, as a year of 365.25 days. */
    private static final double ANNUAL = Math.expm1(.0027 / WEEK * 365.25);

    /** Equation 9 of Fader, Hardie and Lee (2005), Tricomi's function included, evaluated with mpmath at 40 digits. */
    @Test
    void those_of_the_pareto_nbd_are_the_printed_formula() {
        PurchaseModel model = new ParetoNbd(.55, 10.56 * WEEK, .61, 11.64 * WEEK);
        double[][] cases = {
            {7, 35, 77.86, 0.881210293731802},
            {0, 0, 77.86, 0.178225694233245},
            {2, 30.43, 38.86, 6.43615767407445},
            {26, 30.86, 31, 85.5680707690289}
        };
        for (double[] c : cases) {
            PurchaseHistory history = new PurchaseHistory(c[0], c[1] * WEEK, c[2] * WEEK);
            // what comes after a hundred years is left out, which the heaviest buyer shows in the sixth digit
            assertEquals(c[3], ResidualValue.purchases(model, history, ANNUAL), 1e-5 * c[3], "x = " + c[0]);
        }
    }

    @Test
    void those_of_a_user_who_never_leaves_are_the_rate_over_the_discount() {
        double daily = Math.log(1.15) / 365.25;
        PurchaseHistory history = new PurchaseHistory(3, 100, 200);

        double rate = (0.8 + 3) / (40 + 200);
        assertEquals(rate / daily, ResidualValue.purchases(new Nbd(0.8, 40), history, .15), 1e-5 * rate / daily);
    }

    @Test
    void less_discount_and_less_dropout_leave_more() {
        PurchaseHistory history = new PurchaseHistory(3, 100, 200);
        PurchaseModel model = new MbgNbd(.5, 40, .9, 1.6);

        double some = ResidualValue.purchases(model, history, .15);
        assertTrue(some > ResidualValue.purchases(model, history, .3));
        assertTrue(some < ResidualValue.purchases(new MbgNbd(.5, 40, .1, 1.6), history, .15));
        assertTrue(some < model.expectedPurchases(history, new FutureWindow(0, 36_525)));
    }

    @Test
    void no_discount_is_refused() {
        PurchaseModel model = new Nbd(1, 1);
        PurchaseHistory history = new PurchaseHistory(0, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> ResidualValue.purchases(model, history, 0));
    }
}
