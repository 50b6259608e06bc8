package io.perennial.http.survey;

import io.perennial.scoring.registry.Metric;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How one arm's outcome differs from another's, with its 90 % interval.
 *
 * @param estimate the first less the second
 * @param low      lower end of the interval
 * @param high     upper end
 */
public record Difference(double estimate, double low, double high) {

    private static final int DRAWS = 1_000;
    private static final long SEED = 18;

    /** Whether chance alone hardly makes such a difference: the interval holds no 0. */
    public boolean isClear() {
        return low > 0 || high < 0;
    }

    /** The difference of two shares, so many of so many each, where both arms hold somebody. */
    static Difference ofShares(int part, int of, int otherPart, int otherOf) {
        return ofShares(part, of, otherPart, otherOf, Metric.NORMAL_REACH);
    }

    /**
     * The same at another level. The interval is the tenth of those that Newcombe (1998, Statistics in Medicine 17)
     * compared: Wilson's score intervals of both shares, joined as if their ends were independent.
     */
    static Difference ofShares(int part, int of, int otherPart, int otherOf, double z) {
        double[] one = wilson(part, of, z);
        double[] other = wilson(otherPart, otherOf, z);
        double share = (double) part / of;
        double otherShare = (double) otherPart / otherOf;
        double estimate = share - otherShare;
        return new Difference(
                estimate,
                estimate - Math.hypot(share - one[0], other[1] - otherShare),
                estimate + Math.hypot(one[1] - share, otherShare - other[0]));
    }

    private static double[] wilson(int part, int of, double z) {
        double share = (double) part / of;
        double middle = share + z * z / (2 * of);
        double half = z * Math.sqrt(share * (1 - share) / of + z * z / (4.0 * of * of));
        double whole = 1 + z * z / of;
        return new double[] {(middle - half) / whole, (middle + half) / whole};
    }

    /** The difference of two means, where both arms hold somebody: the middle nine tenths of bootstrapped ones. */
    static Difference ofMeans(DealtSums one, DealtSums other) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] drawn = new double[DRAWS];
        Arrays.setAll(drawn, draw -> one.drawnMean(random) - other.drawnMean(random));
        Arrays.sort(drawn);
        return new Difference(one.mean() - other.mean(), drawn[DRAWS / 20], drawn[DRAWS - 1 - DRAWS / 20]);
    }
}
