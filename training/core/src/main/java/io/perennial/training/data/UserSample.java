package io.perennial.training.data;

/**
 * A share of the users, all rows of each: what is read where everybody would not fit into one machine.
 *
 * @param buckets how many of the {@value #BUCKETS} buckets of users are read, at least 1
 */
public record UserSample(int buckets) {

    /** Into how many buckets users fall, by a hash of their id. */
    public static final int BUCKETS = 256;

    /** Folds of users, which other seeds draw, are independent of buckets. */
    private static final long SEED = 0x5a3;

    public UserSample {
        if (buckets < 1 || buckets > BUCKETS) {
            throw new IllegalArgumentException(buckets + " of " + BUCKETS + " buckets of users cannot be read");
        }
    }

    /** Everybody. */
    public static UserSample everybody() {
        return new UserSample(BUCKETS);
    }

    /** About so many users at most, out of a number of them. */
    public static UserSample atMost(int most, long users) {
        if (most < 1) {
            throw new IllegalArgumentException("a sample of " + most + " users is none; give 1 or more");
        }
        return new UserSample((int) Math.max(1, Math.min(BUCKETS, (long) BUCKETS * most / Math.max(1, users))));
    }

    /** Whether a user is in it. */
    public boolean has(String user) {
        return bucket(user) < buckets;
    }

    static int bucket(String user) {
        return UserFold.of(user, BUCKETS, SEED);
    }
}
