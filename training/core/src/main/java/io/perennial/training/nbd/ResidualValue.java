package io.perennial.training.nbd;

import io.perennial.features.outcome.ValueRule;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;

/**
 * Discounted expected residual transactions (DERT): all purchases a user has still to make, a later one worth less.
 *
 * <p>Fader, Hardie and Lee (2005), "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis", Journal of
 * Marketing Research 42, equation 9 for the Pareto/NBD. By parts it is {@code integral of e^-v E(v/d) dv} for any member,
 * with E(t) the purchases expected within t and d the continuous rate of discount; over {@code ln v} the integrand falls
 * double exponentially on both sides, where the trapezoidal rule converges to rounding.
 */
public final class ResidualValue {

    private static final double STEP = 0.2;
    private static final double LOWEST = -20;
    private static final double HIGHEST = 3.75;

    /** Nothing is foretold beyond a hundred years. */
    private static final double LONGEST = 36_525;

    private ResidualValue() {}

    /**
     * Discounted purchases after the last visible day.
     *
     * @param annualDiscount a purchase a year later is worth {@code 1 / (1 + annualDiscount)}; above 0, since without
     *                       discount most members expect infinitely many
     */
    public static double purchases(PurchaseModel model, PurchaseHistory history, double annualDiscount) {
        if (!(annualDiscount > 0 && annualDiscount <= 10)) {
            throw new IllegalArgumentException(
                    "discount of " + annualDiscount + " a year is outside (0, 10]; a residual value needs one above 0");
        }
        double daily = StrictMath.log1p(annualDiscount) / ValueRule.DAYS_A_YEAR;
        double sum = 0;
        for (double log = LOWEST; log <= HIGHEST; log += STEP) {
            double v = StrictMath.exp(log);
            double days = Math.min(LONGEST, v / daily);
            sum += StrictMath.exp(log - v) * model.expectedPurchases(history, new FutureWindow(0, days));
        }
        return sum * STEP;
    }
}
