package io.perennial.training.nbd;

import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.MbgNbd;
import io.perennial.scoring.nbd.Nbd;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import org.hipparchus.random.RandomDataGenerator;

/**
 * The hidden life of one user as a model of the NBD family tells it: how fast purchases come, and what ends them.
 *
 * @param rate     purchases a day while alive
 * @param leavesAt days after which the user leaves, whatever is bought; infinite where purchases alone decide
 * @param stays    purchases after which the user leaves; {@link Integer#MAX_VALUE} where time alone decides
 */
record Life(double rate, double leavesAt, int stays) {

    private static final double FOREVER = Double.POSITIVE_INFINITY;
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final Life OVER = new Life(0, 0, 0);

    /** A life of the population, from the day of the first purchase. */
    static Life born(PurchaseModel model, RandomDataGenerator random) {
        double[] p = model.parameters();
        double rate = random.nextGamma(p[0], 1 / p[1]);
        if (model instanceof ParetoNbd) {
            return new Life(rate, wait(random.nextGamma(p[2], 1 / p[3]), random), ALWAYS);
        }
        if (model instanceof BgNbd) {
            return new Life(rate, FOREVER, survived(random.nextBeta(p[2], p[3]), random) + 1);
        }
        return model instanceof MbgNbd
                ? new Life(rate, FOREVER, survived(random.nextBeta(p[2], p[3]), random))
                : new Life(rate, FOREVER, ALWAYS);
    }

    /**
     * A life that may go on after a history, from the last visible day: alive with the model's probability, and then
     * with rates as Bayes' rule gives them. In every member the rate of purchase is Gamma(r + x, alpha + T) given that
     * the user is alive; the rate of leaving is Gamma(s, beta + T), the chance of leaving Beta(a, b + survived).
     */
    static Life after(PurchaseModel model, PurchaseHistory history, RandomDataGenerator random) {
        if (random.nextDouble() >= model.probabilityAlive(history)) {
            return OVER;
        }
        double[] p = model.parameters();
        double x = history.repeats();
        double rate = random.nextGamma(p[0] + x, 1 / (p[1] + history.age()));
        if (model instanceof Nbd) {
            return new Life(rate, FOREVER, ALWAYS);
        }
        if (model instanceof ParetoNbd) {
            return new Life(rate, wait(random.nextGamma(p[2], 1 / (p[3] + history.age())), random), ALWAYS);
        }
        double chances = model instanceof MbgNbd ? x + 1 : x;
        return new Life(rate, FOREVER, survived(random.nextBeta(p[2], p[3] + chances), random) + 1);
    }

    /** The moments of purchase before a day, handed over in order. */
    void live(double until, RandomDataGenerator random, Moment moment) {
        int bought = 0;
        double end = Math.min(until, leavesAt);
        for (double at = wait(rate, random); at < end && bought < stays; at += wait(rate, random)) {
            bought++;
            moment.at(at);
        }
    }

    /** Takes the day of a purchase. */
    @FunctionalInterface
    interface Moment {
        void at(double day);
    }

    private static double wait(double rate, RandomDataGenerator random) {
        return rate > 0 ? random.nextExponential(1 / rate) : FOREVER;
    }

    /** Purchases survived before the one after which the user leaves, each with chance {@code p}. */
    private static int survived(double p, RandomDataGenerator random) {
        double survived = StrictMath.log(1 - random.nextDouble()) / StrictMath.log1p(-p);
        return survived < 1e9 ? (int) survived : (int) 1e9;
    }
}
