package io.perennial.training.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What tells a set of rows from any other, whatever their order: for each bucket of users the sum of its rows' hashes.
 * A set drawn by {@linkplain UserSample whole buckets of users} can be compared with the set it was drawn from.
 */
public final class Census implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long[] sums;

    /** A census of no rows. */
    public Census() {
        this(new long[UserSample.BUCKETS]);
    }

    /** A census with these sums, one a bucket. */
    public Census(long[] sums) {
        if (sums.length != UserSample.BUCKETS) {
            throw new IllegalArgumentException("a census of " + sums.length + " buckets, not " + UserSample.BUCKETS
                    + "; fit the candidates again");
        }
        this.sums = sums.clone();
    }

    /** The census of a selection. */
    public static Census of(Rows rows) {
        Census census = new Census();
        for (int i = 0; i < rows.size(); i++) {
            census.add(rows.user(i), rows.asOf(i));
        }
        return census;
    }

    /** Counts a row; none is counted twice. */
    public void add(String user, int asOf) {
        sums[UserSample.bucket(user)] += UserFold.hash(user, asOf);
    }

    /** Counts the rows of another census as well. */
    public void addAll(Census other) {
        Arrays.setAll(sums, bucket -> sums[bucket] + other.sums[bucket]);
    }

    /** One number a bucket. */
    public long[] sums() {
        return sums.clone();
    }

    /** Whether the rows of a sample are those that this census counted of its users. */
    public boolean holds(Census drawn, UserSample sample) {
        return Arrays.equals(sums, 0, sample.buckets(), drawn.sums, 0, sample.buckets())
                && Arrays.stream(drawn.sums, sample.buckets(), sums.length).allMatch(sum -> sum == 0);
    }
}
