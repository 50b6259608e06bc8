package io.perennial.features.time;

/**
 * Numbers of days that are allowed, both ends among them; its text is {@code 1 to 3650 days}.
 *
 * @param least the smallest
 * @param most  the largest
 */
public record DayRange(int least, int most) {

    /** Whether a number of days is allowed. */
    public boolean contains(int days) {
        return days >= least && days <= most;
    }

    @Override
    public String toString() {
        return least + " to " + most + " days";
    }
}
