package io.perennial.scoring.nbd;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The MBG/CNBD-k model: as the MBG/NBD, but purchases come more regularly; a purchase takes k steps of a Poisson process,
 * so gaps between purchases follow an Erlang-k distribution. With k = 1 it is the MBG/NBD.
 *
 * <p>Reutterer, Platzer and Schröder (2021), "Leveraging purchase regularity for predicting customer behavior the easy
 * way", International Journal of Research in Marketing 38. Given that a user is alive, j steps of the current gap are
 * taken with weights {@code (r+kx)_j / j! ((T-t_x)/(alpha+T))^j}, then the rate of steps is Gamma(r+kx+j, alpha+T) and
 * the chance of leaving Beta(a, b+x+1): from there the future is computed exactly, not by the paper's rescaling.
 *
 * @param r     shape of the rate of steps
 * @param alpha scale of the rate of steps, in days
 * @param a     first shape of the chance of leaving
 * @param b     second shape of the chance of leaving
 * @param k     steps that make a purchase, from 1 to {@link #MAX_STEPS}
 */
public record MbgCnbd(double r, double alpha, double a, double b, int k) implements PurchaseModel {

    /** The most steps to a purchase: gaps that vary by less than a third of their mean. */
    public static final int MAX_STEPS = 12;

    /** A repeat on the day of the first purchase counts as this many days after it. */
    private static final double SAME_DAY = 1e-3;

    public MbgCnbd {
        LogSpace.positive("MBG/CNBD-k", "r", r);
        LogSpace.positive("MBG/CNBD-k", "alpha", alpha);
        LogSpace.positive("MBG/CNBD-k", "a", a);
        LogSpace.positive("MBG/CNBD-k", "b", b);
        if (k < 1 || k > MAX_STEPS) {
            throw new IllegalArgumentException("MBG/CNBD-k parameter k = " + k + " is outside [1, " + MAX_STEPS + "]");
        }
    }

    @Override
    public NbdFamily family() {
        return NbdFamily.MBG_CNBD_K;
    }

    @Override
    public double[] parameters() {
        return new double[] {r, alpha, a, b, k};
    }

    /**
     * {@inheritDoc}
     *
     * <p>That of the number of purchases and the time of the last one; how the gaps share that time is left out, as it
     * tells of k alone.
     */
    @Override
    public double logLikelihood(PurchaseHistory history) {
        ErlangPhases phases = phases(history);
        double steps = k * history.repeats();
        return Gamma.logGamma(phases.shape())
                - Gamma.logGamma(r)
                - r * StrictMath.log1p(history.age() / alpha)
                - steps * StrictMath.log(alpha + history.age())
                + Beta.logBeta(a, b + history.repeats() + 1)
                - Beta.logBeta(a, b)
                + phases.logSum()
                + LogSpace.softplus(logOddsLeft(history, phases))
                + timing(history, k);
    }

    /**
     * What k steps a purchase instead of one add to the log-likelihood of the time of the last repeat, beside what
     * depends on the other parameters: {@code (k-1) x ln t_x - ln Gamma(kx) + ln Gamma(x)}.
     */
    public static double timing(PurchaseHistory history, int k) {
        double x = history.repeats();
        return x == 0 || k == 1
                ? 0
                : (k - 1) * x * StrictMath.log(Math.max(history.lastRepeat(), SAME_DAY))
                        - Gamma.logGamma(k * x)
                        + Gamma.logGamma(x);
    }

    @Override
    public double probabilityAlive(PurchaseHistory history) {
        return LogSpace.probabilityAgainst(logOddsLeft(history, phases(history)));
    }

    @Override
    public double expectedPurchases(PurchaseHistory history, FutureWindow window) {
        ErlangFuture future = future(history);
        double expected = future.purchases(window.end()) - future.purchases(window.start());
        return probabilityAlive(history) * Math.max(0, expected);
    }

    @Override
    public double probabilityOfPurchase(PurchaseHistory history, FutureWindow window) {
        return probabilityAlive(history) * future(history).anyPurchase(window);
    }

    private ErlangPhases phases(PurchaseHistory history) {
        double silent = (history.age() - history.lastRepeat()) / (alpha + history.age());
        return ErlangPhases.of(k, r + k * history.repeats(), silent);
    }

    private ErlangFuture future(PurchaseHistory history) {
        return new ErlangFuture(phases(history), alpha + history.age(), a, b + history.repeats() + 1);
    }

    private double logOddsLeft(PurchaseHistory history, ErlangPhases phases) {
        double silence = history.age() - history.lastRepeat();
        return StrictMath.log(a / (b + history.repeats()))
                + phases.shape() * StrictMath.log1p(silence / (alpha + history.lastRepeat()))
                - phases.logSum();
    }
}
