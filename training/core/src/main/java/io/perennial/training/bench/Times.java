package io.perennial.training.bench;

import java.util.Arrays;

/** How long single calls took, in nanoseconds. */
final class Times {

    private final long[] ascending;

    Times(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("no call was timed");
        }
        ascending = nanos.clone();
        Arrays.sort(ascending);
    }

    int calls() {
        return ascending.length;
    }

    double median() {
        return quantile(0.5);
    }

    double p99() {
        return quantile(0.99);
    }

    /** The smallest time that at least this share of the calls kept. */
    double quantile(double share) {
        int rank = (int) Math.ceil(share * ascending.length);
        return ascending[Math.max(0, rank - 1)];
    }
}
