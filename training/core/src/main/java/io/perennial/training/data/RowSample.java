package io.perennial.training.data;

import java.io.Serializable;

/**
 * A sample of rows drawn by a hash of user and as-of: the same rows on every machine and in every order, with as many
 * users in it as can be.
 *
 * @param share hashes below it are drawn, of 2^40
 * @param seed  another one draws another sample
 */
public record RowSample(long share, long seed) implements Serializable {

    private static final int BITS = 40;

    /** A sample of about so many rows at most, out of a number of them. */
    public static RowSample of(int most, long rows, long seed) {
        return new RowSample(rows <= most ? 1L << BITS : (long) ((double) most / rows * (1L << BITS)), seed);
    }

    /** Whether the row of a user on a day is in it. */
    public boolean has(String user, int asOf) {
        return (UserFold.hash(user, seed + 31L * asOf) >>> (Long.SIZE - BITS)) < share;
    }
}
