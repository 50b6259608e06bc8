package io.perennial.training.nbd;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/**
 * Repeat occasions and mean basket over them, of users with at least one repeat and a positive mean; sorted, so that
 * the order of users changes no bit of a fit. Money in major units.
 */
public final class SpendData {

    private final double[] repeats;
    private final double[] meanBasket;

    private SpendData(double[] repeats, double[] meanBasket) {
        this.repeats = repeats;
        this.meanBasket = meanBasket;
    }

    /**
     * The data of users given as parallel arrays; users without a repeat or without a positive mean are left out,
     * because they say nothing about baskets.
     *
     * @param repeats    x, purchase occasions after the first
     * @param meanBasket mean amount over those occasions, NaN where there is none
     */
    public static SpendData of(double[] repeats, double[] meanBasket) {
        if (repeats.length != meanBasket.length) {
            throw new IllegalArgumentException("repeats of " + repeats.length + " users and mean baskets of "
                    + meanBasket.length + "; give one of each per user");
        }
        int[] kept = IntStream.range(0, repeats.length)
                .filter(i -> repeats[i] >= 1 && meanBasket[i] > 0 && meanBasket[i] < Double.POSITIVE_INFINITY)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> repeats[i]).thenComparingDouble(i -> meanBasket[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new SpendData(
                Arrays.stream(kept).mapToDouble(i -> repeats[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> meanBasket[i]).toArray());
    }

    /** Number of users with a repeat. */
    public int users() {
        return repeats.length;
    }

    double repeats(int user) {
        return repeats[user];
    }

    double meanBasket(int user) {
        return meanBasket[user];
    }

    /** Mean of the users' mean baskets; 0 without users. */
    public double mean() {
        return Arrays.stream(meanBasket).average().orElse(0);
    }

    /** Correlation between number of repeats and mean basket over users; 0 where either never varies. */
    public double correlation() {
        if (repeats.length < 3) {
            return 0;
        }
        double correlation = new PearsonsCorrelation().correlation(repeats, meanBasket);
        return Double.isNaN(correlation) ? 0 : correlation;
    }
}
