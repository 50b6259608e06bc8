package io.perennial.http.quality;

import io.perennial.scoring.model.Distribution;

/**
 * A sketch of numbers against a reference: how many fall into each tenth of it, and how many are missing. Mutable, one
 * thread.
 */
final class Tenths {

    private static final int BINS = 10;

    /** A tenth nobody falls into counts as this share, else the index would be infinite. */
    private static final double LEAST_SHARE = 1e-4;

    private final Distribution reference;
    private final double[] expected;
    private final long[] counts = new long[BINS];
    private long missing;

    Tenths(Distribution reference) {
        this.reference = reference;
        this.expected = reference.shares(BINS);
    }

    void add(double value) {
        if (Double.isNaN(value)) {
            missing++;
        } else {
            counts[reference.isEmpty() ? 0 : Distribution.bin(reference.shareBelow(value), BINS)]++;
        }
    }

    /** How many numbers are there. */
    long recorded() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** How many are missing. */
    long missing() {
        return missing;
    }

    /** Whether every number is missing, and the reference has some. */
    boolean isGone() {
        return missing > 0 && recorded() == 0 && !reference.isEmpty();
    }

    /** The population stability index, 0 where nothing moved; NaN where there is nothing to compare. */
    double stability() {
        double all = recorded();
        if (all == 0 || reference.isEmpty()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double now = Math.max(LEAST_SHARE, counts[bin] / all);
            double then = Math.max(LEAST_SHARE, expected[bin]);
            sum += (now - then) * Math.log(now / then);
        }
        return sum;
    }
}
