package io.perennial.training.nbd;

/**
 * What a user did at opportunities to buy, such as years.
 *
 * @param repeats       x, opportunities taken after the first purchase
 * @param lastRepeat    t_x, the opportunity last taken, 0 where there is none
 * @param opportunities n, opportunities since the first purchase
 */
public record DiscreteHistory(int repeats, int lastRepeat, int opportunities) {

    private static final int MOST = 10_000;

    public DiscreteHistory {
        boolean legal = repeats >= 0 && lastRepeat >= repeats && opportunities >= lastRepeat && opportunities <= MOST;
        if (!legal || (repeats == 0) != (lastRepeat == 0)) {
            throw new IllegalArgumentException("x = " + repeats + ", t_x = " + lastRepeat + ", n = " + opportunities
                    + " is no history: 0 <= x <= t_x <= n <= 10000, and t_x is 0 exactly where x is");
        }
    }
}
