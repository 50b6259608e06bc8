package io.perennial.http.quality;

import io.perennial.scoring.model.Distribution;
import java.util.Arrays;

/**
 * A sketch of numbers against their reference: how many fall into each tenth of it, and how many are missing. Mutable, one
 * thread.
 *
 * <p>Two of them merge by adding, exactly and in any order, since all they hold is whole numbers. The stability index needs no
 * more than the tenths, so that a sketch of quantiles, which would not merge exactly, had nothing to add. What is to be expected
 * in each tenth is summed beside the counts: of what was counted against several references, as probabilities are against one
 * batch after the other, there is one index then.
 */
final class Tenths {

    private static final int BINS = 10;

    /** A tenth nobody falls into counts as this share, else the index would be infinite. */
    private static final double LEAST_SHARE = 1e-4;

    /** Expected shares are summed in millionths of a number. */
    private static final double PARTS = 1e6;

    private static final int EXPECTED = BINS;
    private static final int MISSING = 2 * BINS;
    private static final int NOT_COMPARED = MISSING + 1;

    /** How many sums there are. */
    private static final int SUMS = NOT_COMPARED + 1;

    /** No sum is larger where it was counted, and hundreds of such may be added. */
    private static final long LARGEST = 1L << 54;

    private final long[] sums;

    Tenths() {
        this(new long[SUMS]);
    }

    private Tenths(long[] sums) {
        this.sums = sums;
    }

    /** What numbers are held against. Immutable. */
    static final class Reference {

        private final Distribution spread;
        private final long[] expected;

        private Reference(Distribution spread) {
            this.spread = spread;
            this.expected = Arrays.stream(spread.shares(BINS))
                    .mapToLong(share -> Math.round(PARTS * share))
                    .toArray();
        }

        /** A reference that is spread so; an empty one compares nothing. */
        static Reference of(Distribution spread) {
            return new Reference(spread);
        }
    }

    /** A sketch by its {@link #sums}. */
    static Tenths ofSums(long[] sums) {
        if (sums.length != SUMS || Arrays.stream(sums).anyMatch(sum -> sum < 0 || sum > LARGEST)) {
            throw new IllegalArgumentException("no tenths have the sums " + Arrays.toString(sums));
        }
        return new Tenths(sums.clone());
    }

    /** All it holds: counts by tenth, what was expected there, how many are missing, how many have no reference. */
    long[] sums() {
        return sums.clone();
    }

    void add(Reference reference, double value) {
        for (int bin = 0; bin < BINS; bin++) {
            sums[EXPECTED + bin] += reference.expected[bin];
        }
        if (Double.isNaN(value)) {
            sums[MISSING]++;
        } else if (reference.spread.isEmpty()) {
            sums[NOT_COMPARED]++;
        } else {
            sums[Distribution.bin(reference.spread.shareBelow(value), BINS)]++;
        }
    }

    void add(Tenths other) {
        Arrays.setAll(sums, i -> sums[i] + other.sums[i]);
    }

    /** What they say of a number of this id. */
    Drift drift(String id) {
        boolean isGone = sums[MISSING] > 0 && recorded() == 0 && sum(EXPECTED) > 0;
        return new Drift(id, recorded(), sums[MISSING], stability(), isGone);
    }

    private long recorded() {
        return sum(0) + sums[NOT_COMPARED];
    }

    /** The population stability index, 0 where nothing moved; NaN where there is nothing to compare, or too little of it. */
    private double stability() {
        double all = sum(0);
        double reference = sum(EXPECTED);
        boolean isOfFew = sums[NOT_COMPARED] > 0 && all < Drift.ENOUGH;
        if (all == 0 || reference == 0 || isOfFew) {
            return Double.NaN;
        }
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double now = Math.max(LEAST_SHARE, sums[bin] / all);
            double then = Math.max(LEAST_SHARE, sums[EXPECTED + bin] / reference);
            sum += (now - then) * Math.log(now / then);
        }
        return sum;
    }

    private long sum(int from) {
        long sum = 0;
        for (int bin = from; bin < from + BINS; bin++) {
            sum += sums[bin];
        }
        return sum;
    }
}
