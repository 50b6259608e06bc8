package io.perennial.scoring.nbd;

import org.hipparchus.special.Gamma;

/**
 * The NBD model: nobody ever leaves, and rates of purchase differ between users by a Gamma distribution.
 *
 * <p>The limit that the models with dropout contain, and what remains where the data show no dropout.
 * Ehrenberg (1959), "The Pattern of Consumer Purchases", Applied Statistics 8.
 *
 * @param r     shape of the rate of purchase
 * @param alpha scale of the rate of purchase, in days
 */
public record Nbd(double r, double alpha) implements PurchaseModel {

    public Nbd {
        LogSpace.positive("NBD", "r", r);
        LogSpace.positive("NBD", "alpha", alpha);
    }

    @Override
    public NbdFamily family() {
        return NbdFamily.NBD;
    }

    @Override
    public double[] parameters() {
        return new double[] {r, alpha};
    }

    @Override
    public double logLikelihood(PurchaseHistory history) {
        double shape = r + history.repeats();
        return Gamma.logGamma(shape)
                - Gamma.logGamma(r)
                - r * StrictMath.log1p(history.age() / alpha)
                - history.repeats() * StrictMath.log(alpha + history.age());
    }

    @Override
    public double probabilityAlive(PurchaseHistory history) {
        return 1;
    }

    @Override
    public double expectedPurchases(PurchaseHistory history, FutureWindow window) {
        return (r + history.repeats()) / (alpha + history.age()) * window.length();
    }

    @Override
    public double probabilityOfPurchase(PurchaseHistory history, FutureWindow window) {
        double growth = StrictMath.log1p(window.length() / (alpha + history.age()));
        return -StrictMath.expm1(-(r + history.repeats()) * growth);
    }
}
