package io.perennial.scoring.nbd;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * One user's history under a model with dropout at purchases: the odds of having left, and the future if not.
 *
 * @param history    the history
 * @param alpha      scale of the rate of purchase, in days
 * @param alive      the user's rate and chance of leaving, given alive at the last visible day
 * @param oddsAtLast odds of having left at the last purchase, before the silence since then is seen
 */
record BetaGeometric(PurchaseHistory history, double alpha, BetaDropout alive, double oddsAtLast) {

    double logLikelihood(double r, double prior, double a, double b) {
        return Gamma.logGamma(alive.shape())
                - Gamma.logGamma(r)
                - r * StrictMath.log1p(history.age() / prior)
                - history.repeats() * StrictMath.log(prior + history.age())
                + Beta.logBeta(a, alive.b())
                - Beta.logBeta(a, b)
                + LogSpace.softplus(logOddsLeft());
    }

    double probabilityAlive() {
        return LogSpace.probabilityAgainst(logOddsLeft());
    }

    double expectedPurchases(FutureWindow window) {
        double scale = alpha + history.age();
        double expected = alive.purchases(window.end() / scale) - alive.purchases(window.start() / scale);
        return probabilityAlive() * Math.max(0, expected);
    }

    /**
     * A user alive after the gap buys in the window unless the rate is too low for it:
     * {@code E[e^(-L p g) (1 - e^(-L t))]} over rate L and chance p.
     */
    double probabilityOfPurchase(FutureWindow window) {
        double scale = alpha + history.age();
        double noPurchase = StrictMath.exp(-alive.shape() * StrictMath.log1p(window.length() / scale));
        double aliveAfterGap = alive.survival(window.start() / scale);
        double silentInWindow = noPurchase * alive.survival(window.start() / (scale + window.length()));
        return probabilityAlive() * Math.max(0, aliveAfterGap - silentInWindow);
    }

    private double logOddsLeft() {
        double silence = history.age() - history.lastRepeat();
        return StrictMath.log(oddsAtLast) + alive.shape() * StrictMath.log1p(silence / (alpha + history.lastRepeat()));
    }
}
