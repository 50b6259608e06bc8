package io.perennial.training.nbd;

import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.MbgCnbd;
import io.perennial.scoring.nbd.Nbd;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import org.hipparchus.random.RandomDataGenerator;

/**
 * The hidden life of one user as a model of the NBD family tells it: how fast purchases come, and what ends them.
 *
 * @param rate     steps a day while alive
 * @param steps    steps that make a purchase, one where purchases come at random
 * @param taken    steps taken of the first one
 * @param leavesAt days after which the user leaves, whatever is bought; infinite where purchases alone decide
 * @param stays    purchases after which the user leaves; {@link Integer#MAX_VALUE} where time alone decides
 */
record Life(double rate, int steps, int taken, double leavesAt, int stays) {

    Life(double rate, double leavesAt, int stays) {
        this(rate, 1, 0, leavesAt, stays);
    }

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
        if (model instanceof Nbd) {
            return new Life(rate, FOREVER, ALWAYS);
        }
        return new Life(rate, steps(model), 0, FOREVER, survived(random.nextBeta(p[2], p[3]), random));
    }

    /**
     * A life that may go on after a history, from the last visible day: alive with the model's probability, and then
     * with rates as Bayes' rule gives them. In every member of random purchases their rate is Gamma(r + x, alpha + T)
     * given that the user is alive, and that of steps Gamma(r + k x + j, alpha + T) after j of them; the rate of leaving is Gamma(s, beta + T), the chance of leaving Beta(a, b + survived).
     */
    static Life after(PurchaseModel model, PurchaseHistory history, RandomDataGenerator random) {
        if (random.nextDouble() >= model.probabilityAlive(history)) {
            return OVER;
        }
        double[] p = model.parameters();
        double x = history.repeats();
        int steps = steps(model);
        int taken = taken(p, steps, history, random);
        double rate = random.nextGamma(p[0] + steps * x + taken, 1 / (p[1] + history.age()));
        if (model instanceof Nbd) {
            return new Life(rate, FOREVER, ALWAYS);
        }
        if (model instanceof ParetoNbd) {
            return new Life(rate, wait(random.nextGamma(p[2], 1 / (p[3] + history.age())), random), ALWAYS);
        }
        double chances = model instanceof BgNbd ? x : x + 1;
        return new Life(rate, steps, taken, FOREVER, survived(random.nextBeta(p[2], p[3] + chances), random) + 1);
    }

    private static int steps(PurchaseModel model) {
        return model instanceof MbgCnbd regular ? regular.k() : 1;
    }

    /** Steps taken of the current gap: j with weight {@code (R)_j / j! z^j}. */
    private static int taken(double[] p, int steps, PurchaseHistory history, RandomDataGenerator random) {
        double shape = p[0] + steps * history.repeats();
        double silent = (history.age() - history.lastRepeat()) / (p[1] + history.age());
        double[] heights = new double[steps];
        double term = 1;
        for (int j = 0; j < steps; j++) {
            heights[j] = (j == 0 ? 0 : heights[j - 1]) + term;
            term *= (shape + j) / (j + 1) * silent;
        }
        if (steps == 1) {
            return 0; // without a draw, so that members of random purchases draw what they always drew
        }
        double height = random.nextDouble() * heights[steps - 1];
        int j = 0;
        while (heights[j] < height) {
            j++;
        }
        return j;
    }

    /** The moments of purchase before a day, handed over in order. */
    void live(double until, RandomDataGenerator random, Moment moment) {
        int bought = 0;
        double end = Math.min(until, leavesAt);
        for (double at = gap(steps - taken, random); at < end && bought < stays; at += gap(steps, random)) {
            bought++;
            moment.at(at);
        }
    }

    /** Takes the day of a purchase. */
    @FunctionalInterface
    interface Moment {
        void at(double day);
    }

    private double gap(int missing, RandomDataGenerator random) {
        return missing == 1 || !(rate > 0) ? wait(rate, random) : random.nextGamma(missing, 1 / rate);
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
