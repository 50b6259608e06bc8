package io.perennial.features.feature;

/**
 * The gaps between a user's days: how long the user usually stays away.
 *
 * <p>Sums are integers, so their order never shows. With n days there are n - 1 gaps; what needs a gap is NaN without.
 */
final class Gaps {

    private final int[] days;
    private final long sum;
    private final long squares;
    private final int longest;

    /** The gaps between these ascending days. */
    Gaps(int[] days) {
        long total = 0;
        long square = 0;
        int most = 0;
        for (int i = 1; i < days.length; i++) {
            int gap = days[i] - days[i - 1];
            total += gap;
            square += (long) gap * gap;
            most = Math.max(most, gap);
        }
        this.days = days;
        this.sum = total;
        this.squares = square;
        this.longest = most;
    }

    private int count() {
        return Math.max(0, days.length - 1);
    }

    /** Mean gap in days, at least 1. */
    double mean() {
        return count() == 0 ? Double.NaN : (double) sum / count();
    }

    /** The longest gap in days. */
    double longest() {
        return count() == 0 ? Double.NaN : longest;
    }

    /** Standard deviation over mean; 0 is clockwork, 1 is as random as a Poisson process. NaN under three gaps. */
    double variation() {
        return count() < 3 ? Double.NaN : Math.sqrt((double) (count() * squares - sum * sum)) / sum;
    }

    /** Share of the gaps that were shorter than so many days. */
    double shareShorter(double silence) {
        int shorter = 0;
        for (int i = 1; i < days.length; i++) {
            shorter += days[i] - days[i - 1] < silence ? 1 : 0;
        }
        return count() == 0 ? Double.NaN : (double) shorter / count();
    }
}
