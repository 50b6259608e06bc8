package io.perennial.training.nbd;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The BG/BB fitted by maximum likelihood.
 *
 * @param model         the fitted model
 * @param uncertainty   of alpha, beta, gamma and delta
 * @param logLikelihood at the top
 * @param verdict       whether there is a top inside the box
 */
public record BgBbFit(BgBb model, Uncertainty uncertainty, double logLikelihood, TopVerdict verdict) {

    private static final int MOST_EVALUATIONS = 300;
    private static final double WIDEST = StrictMath.log(1e5);

    /** The names of the parameters, in order. */
    public static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

    /**
     * Fits the model.
     *
     * @param users how many there are of each history; at least one
     */
    public static BgBbFit fit(Map<DiscreteHistory, Integer> users) {
        if (users.isEmpty()) {
            throw new IllegalArgumentException("there are no users to fit the BG/BB to; give at least one");
        }
        double[] low = new double[4];
        double[] high = new double[4];
        Arrays.fill(low, -WIDEST);
        Arrays.fill(high, WIDEST);
        NewtonAscent ascent = new NewtonAscent(new BgBbLikelihood(inOrder(users)), low, high, MOST_EVALUATIONS);
        Optimum top = ascent.climb(new double[4], new double[] {0, 0, StrictMath.log(0.5), StrictMath.log(3)});
        double[] p = top.parameters();
        int count = users.values().stream().mapToInt(Integer::intValue).sum();
        TopVerdict verdict = TopVerdict.of(top, count, low, high, NAMES);
        return new BgBbFit(new BgBb(p[0], p[1], p[2], p[3]), Uncertainty.of(top), top.value(), verdict);
    }

    /** In the caller's order, so that sums add up to the same bits in every process; {@code Map.copyOf} has none. */
    private static Map<DiscreteHistory, Integer> inOrder(Map<DiscreteHistory, Integer> users) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }
}
