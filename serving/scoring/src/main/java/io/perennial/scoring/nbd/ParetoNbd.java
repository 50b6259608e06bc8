package io.perennial.scoring.nbd;

import org.hipparchus.special.Gamma;

/**
 * The Pareto/NBD model: while alive a user buys at a rate of their own, and leaves at another, at any time.
 *
 * <p>Rates of purchase are Gamma(r, alpha) and rates of leaving Gamma(s, beta) over users. Schmittlein, Morrison and
 * Colombo (1987), Management Science 33; likelihood as in Fader and Hardie (2005), "A Note on Deriving the Pareto/NBD
 * Model". With {@code p = r + x},
 *
 * <pre>
 * L = Gamma(p)/Gamma(r) alpha^r beta^s { (alpha+T)^-p (beta+T)^-s + s I },
 * I = integral over (t_x, T) of (alpha+u)^-p (beta+u)^-(s+1) du.
 * </pre>
 *
 * <p>Given that the user is alive at T, the two rates are independent Gamma(p, alpha+T) and Gamma(s, beta+T), and the
 * chance of a purchase in (T+g, T+g+t] is {@code p/(alpha+T) ((beta+T)/(beta+T+g))^s} times the integral over
 * {@code u in (0, t)} of {@code (1 + u/(alpha+T))^-(p+1) (1 + u/(beta+T+g))^-s}: the density of the first purchase
 * after the gap, times surviving until then.
 *
 * @param r     shape of the rate of purchase
 * @param alpha scale of the rate of purchase, in days
 * @param s     shape of the rate of leaving
 * @param beta  scale of the rate of leaving, in days
 */
public record ParetoNbd(double r, double alpha, double s, double beta) implements PurchaseModel {

    public ParetoNbd {
        LogSpace.positive("Pareto/NBD", "r", r);
        LogSpace.positive("Pareto/NBD", "alpha", alpha);
        LogSpace.positive("Pareto/NBD", "s", s);
        LogSpace.positive("Pareto/NBD", "beta", beta);
    }

    @Override
    public NbdFamily family() {
        return NbdFamily.PARETO_NBD;
    }

    @Override
    public double[] parameters() {
        return new double[] {r, alpha, s, beta};
    }

    @Override
    public double logLikelihood(PurchaseHistory history) {
        double shape = r + history.repeats();
        return Gamma.logGamma(shape)
                - Gamma.logGamma(r)
                - r * StrictMath.log1p(history.age() / alpha)
                - history.repeats() * StrictMath.log(alpha + history.age())
                - s * StrictMath.log1p(history.age() / beta)
                + LogSpace.softplus(logOddsLeft(history));
    }

    @Override
    public double probabilityAlive(PurchaseHistory history) {
        return LogSpace.probabilityAgainst(logOddsLeft(history));
    }

    @Override
    public double expectedPurchases(PurchaseHistory history, FutureWindow window) {
        double rate = (r + history.repeats()) / (alpha + history.age());
        double leaving = beta + history.age();
        double afterGap = leaving + window.start();
        double aliveDays = afterGap * LogSpace.decayIntegral(s - 1, StrictMath.log1p(window.length() / afterGap));
        return probabilityAlive(history) * rate * survivalOfGap(leaving, window) * aliveDays;
    }

    @Override
    public double probabilityOfPurchase(PurchaseHistory history, FutureWindow window) {
        double shape = r + history.repeats();
        double buying = alpha + history.age();
        double leaving = beta + history.age();
        double first =
                PowerDecay.integral(buying, shape + 1, leaving + window.start(), s, window.length()) * shape / buying;
        return probabilityAlive(history) * survivalOfGap(leaving, window) * Math.min(1, first);
    }

    private double survivalOfGap(double leaving, FutureWindow window) {
        return StrictMath.exp(-s * StrictMath.log1p(window.start() / leaving));
    }

    /** Log odds that the user left between the last purchase and the last visible day. */
    private double logOddsLeft(PurchaseHistory history) {
        double silence = history.age() - history.lastRepeat();
        if (silence == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double shape = r + history.repeats();
        double buying = alpha + history.lastRepeat();
        double leaving = beta + history.lastRepeat();
        double integral = PowerDecay.integral(buying, shape, leaving, s + 1, silence);
        return StrictMath.log(s * integral / leaving)
                + shape * StrictMath.log1p(silence / buying)
                + s * StrictMath.log1p(silence / leaving);
    }
}
