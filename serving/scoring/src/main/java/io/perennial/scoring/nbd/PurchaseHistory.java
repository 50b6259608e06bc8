package io.perennial.scoring.nbd;

/**
 * All that the NBD family reads of one user, in days.
 *
 * @param repeats    purchase occasions after the first ({@code x}), 0 or more; fractions are legal, because reference
 *                   rows are averages of users
 * @param lastRepeat days from the first purchase to the last ({@code t_x}), 0 where there is no repeat
 * @param age        days from the first purchase to the last visible day ({@code T})
 */
public record PurchaseHistory(double repeats, double lastRepeat, double age) {

    /** The largest number of repeats read; more are read as this many. */
    public static final double MAX_REPEATS = 1e6;

    /** The largest age read, a hundred years in days; more is read as this much. */
    public static final double MAX_AGE = 36_525;

    public PurchaseHistory {
        if (!(repeats >= 0 && repeats <= MAX_REPEATS)) {
            throw new IllegalArgumentException("repeats " + repeats + " is outside [0, 1e6]");
        }
        if (!(age >= 0 && age <= MAX_AGE)) {
            throw new IllegalArgumentException("age of " + age + " days is outside [0, 36525]");
        }
        if (!(lastRepeat >= 0 && lastRepeat <= age)) {
            throw new IllegalArgumentException(
                    "last repeat at " + lastRepeat + " days is outside [0, age = " + age + "]");
        }
    }

    /**
     * The history behind three features; defined for every input, so that any mixture of two users' features is legal.
     *
     * <p>{@code x = max(0, occasions - 1)} and {@code t_x = clamp(T - silence, 0, T)}. Missing occasions or tenure
     * count as 0; a missing silence means that no purchase was seen, so the last one is as old as it can be. Without
     * a repeat there is no last repeat and silence is not read.
     *
     * @param occasions days with a purchase, the first included
     * @param silence   days from the last purchase to the last visible day
     * @param tenure    days from the first purchase to the last visible day
     */
    public static PurchaseHistory of(double occasions, double silence, double tenure) {
        double repeats = clamp(occasions - 1, MAX_REPEATS);
        double age = clamp(tenure, MAX_AGE);
        double lastRepeat = repeats == 0 ? 0 : clamp(age - silence, age);
        return new PurchaseHistory(repeats, lastRepeat, age);
    }

    private static double clamp(double value, double high) {
        return value > 0 ? Math.min(value, high) : 0; // NaN fails the comparison and becomes 0
    }
}
