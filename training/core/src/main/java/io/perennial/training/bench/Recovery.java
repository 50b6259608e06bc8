package io.perennial.training.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How the family did on populations drawn from one of its members.
 *
 * @param truth the member that made them
 * @param seeds one a population
 */
record Recovery(String truth, List<Seed> seeds) {

    /** Bins of a histogram of ranks. */
    static final int BINS = 20;

    /** The most a total may be off, as a share. */
    private static final double TOTAL_BAR = 0.05;

    /** The most any bin of counts may be off its share, as a share of it. */
    private static final double RANK_BAR = 0.10;

    /** A mean over fewer seeds that show P(alive) is not judged. */
    private static final int LEAST_SHOWN = 5;

    private static final String BAR = "mean within 5 %";
    private static final double COVER_LOW = 0.88;
    private static final double COVER_HIGH = 0.92;

    /**
     * One population.
     *
     * @param family    the likeliest member, whose P(alive) it is
     * @param shown     whether P(alive) would be shown
     * @param purchases expected over actual purchases
     * @param spent     expected over actual money
     * @param alive     sum of P(alive) over users truly alive
     * @param counts    users by rank of their purchases among drawn ones, ties broken at random; flat where the
     *                  distribution is right
     * @param money     the same of their money
     */
    record Seed(
            String family,
            boolean shown,
            double purchases,
            double spent,
            double alive,
            List<Integer> counts,
            List<Integer> money) {}

    /** What a bar says of what was found. */
    enum Verdict {
        MET("met"),
        MISSED("MISSED"),
        NOT_JUDGED("not judged");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        static Verdict of(boolean met) {
            return met ? MET : MISSED;
        }

        String text() {
            return text;
        }
    }

    /** One line of the table. */
    record Line(String what, String found, String bar, Verdict verdict) {}

    /** What is asked of the family, and what it does. */
    List<Line> lines() {
        return List.of(
                total("purchases, expected / actual", seeds, Seed::purchases),
                total("money, expected / actual", seeds, Seed::spent),
                alive(),
                ranks(),
                cover());
    }

    /** How often each member was the likeliest. */
    Map<String, Integer> fitted() {
        Map<String, Integer> fitted = new TreeMap<>();
        seeds.forEach(seed -> fitted.merge(seed.family(), 1, Integer::sum));
        return fitted;
    }

    private Line alive() {
        String what = "P(alive), sum / truly alive";
        List<Seed> shown = seeds.stream().filter(Seed::shown).toList();
        if (shown.isEmpty()) {
            return new Line(what, "shown for no seed: members that fit alike disagree", BAR, Verdict.NOT_JUDGED);
        }
        Line line = total(what, shown, Seed::alive);
        return new Line(
                what,
                line.found() + " that show it",
                BAR,
                shown.size() < LEAST_SHOWN ? Verdict.NOT_JUDGED : line.verdict());
    }

    private static Line total(String what, List<Seed> seeds, ToDoubleFunction<Seed> ratio) {
        double[] ratios = seeds.stream().mapToDouble(ratio).sorted().toArray();
        double mean = seeds.stream().mapToDouble(ratio).average().orElse(Double.NaN);
        long within = seeds.stream()
                .filter(seed -> Math.abs(ratio.applyAsDouble(seed) - 1) <= TOTAL_BAR)
                .count();
        String found = String.format(
                Locale.ROOT,
                "%.3f mean, %.3f to %.3f; within 5 %%: %d of %d",
                mean,
                ratios[0],
                ratios[ratios.length - 1],
                within,
                ratios.length);
        return new Line(what, found, BAR, Verdict.of(Math.abs(mean - 1) <= TOTAL_BAR));
    }

    private Line ranks() {
        double[] shares = shares(Seed::counts);
        double worst = 0;
        for (double share : shares) {
            worst = Math.max(worst, Math.abs(share * BINS - 1));
        }
        return new Line(
                "counts, ranks among drawn futures",
                String.format(Locale.ROOT, "largest gap of a bin to its share %.1f %%", 100 * worst),
                "at most 10 %",
                Verdict.of(worst <= RANK_BAR));
    }

    private Line cover() {
        double[] shares = shares(Seed::money);
        double outside = shares[0] + shares[BINS - 1];
        double inside = 1 - outside;
        return new Line(
                "money, 90 % interval holds",
                String.format(Locale.ROOT, "%.1f %% of users", 100 * inside),
                "88 to 92 %",
                Verdict.of(inside >= COVER_LOW && inside <= COVER_HIGH));
    }

    /** The share of all users of all seeds in each bin. */
    private double[] shares(Function<Seed, List<Integer>> histogram) {
        double[] shares = new double[BINS];
        double users = seeds.stream()
                .flatMap(seed -> histogram.apply(seed).stream())
                .mapToInt(Integer::intValue)
                .sum();
        for (Seed seed : seeds) {
            for (int bin = 0; bin < BINS; bin++) {
                shares[bin] += histogram.apply(seed).get(bin) / users;
            }
        }
        return shares;
    }
}
