package io.perennial.http.traffic;

import io.perennial.http.live.Arm;
import java.util.Map;

/**
 * Whether users fell into arms as they should have: Pearson's chi-square of counts against shares. What skews the arms,
 * such as answers that fail in one of them, makes every comparison between them worthless.
 *
 * @param users         distinct users counted
 * @param chiSquare     the statistic; infinite where somebody is in an arm that nobody should be in
 * @param limit         what it stays below in 999 of 1,000 honest splits
 * @param leastExpected users to be expected in the smallest arm
 */
public record SampleRatio(int users, double chiSquare, double limit, double leastExpected) {

    /** Below so many users to be expected in each arm the statistic is no chi-square (Cochran, 1954). */
    public static final double ENOUGH = 5;

    /** Quantiles of chi-square at 0.999 for one and two degrees of freedom (NIST/SEMATECH e-Handbook, 1.3.6.7.4). */
    private static final double[] LIMITS = {0, 10.828, 13.816};

    static SampleRatio of(Map<Arm, Integer> counts, Map<Arm, Double> shares) {
        int users = counts.values().stream().mapToInt(Integer::intValue).sum();
        double sum = counts.keySet().stream().allMatch(shares::containsKey) ? 0 : Double.POSITIVE_INFINITY;
        for (Map.Entry<Arm, Double> share : shares.entrySet()) {
            double expected = users * share.getValue();
            double off = counts.getOrDefault(share.getKey(), 0) - expected;
            sum += expected == 0 ? 0 : off * off / expected;
        }
        double least = shares.values().stream()
                .filter(share -> share > 0)
                .mapToDouble(share -> users * share)
                .min()
                .orElse(0);
        return new SampleRatio(users, sum, LIMITS[shares.size() - 1], least);
    }

    /** Whether the split can hardly be chance; of few users only where somebody is in an arm that nobody should be in. */
    public boolean isSuspicious() {
        return chiSquare == Double.POSITIVE_INFINITY || (leastExpected >= ENOUGH && chiSquare > limit);
    }
}
