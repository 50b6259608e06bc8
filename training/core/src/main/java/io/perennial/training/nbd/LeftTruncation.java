package io.perennial.training.nbd;

import java.util.Optional;

/**
 * Looks for a log that begins in the middle of a business.
 *
 * <p>Customers from before reappear soon and count as new. So first purchases crowd in the log's first four weeks and
 * thin out, where a real cohort or a steady business has about as many in the eight weeks that follow.
 */
final class LeftTruncation {

    private static final int LONGEST_STRETCH = 28;
    private static final double SUSPICIOUS_RATIO = 1.5;

    /** Standard deviations beyond which a difference of two counts is no accident. */
    private static final double SIGNIFICANT = 4;

    private LeftTruncation() {}

    /**
     * The warning, if the pattern is there.
     *
     * @param logDays days from the log's first to its last visible day; with fewer than 16 nothing is said
     */
    static Optional<DataWarning.LeftTruncated> suspect(NbdData data, int logDays) {
        int days = Math.min(LONGEST_STRETCH, logDays / 4);
        if (days < 4) {
            return Optional.empty();
        }
        double early = firsts(data, logDays, 0, days);
        double later = firsts(data, logDays, days, 3 * days);
        double usual = later / 2;
        boolean crowded = usual > 0 && early > SUSPICIOUS_RATIO * usual;
        boolean significant = early - usual > SIGNIFICANT * Math.sqrt(early + later / 4);
        return crowded && significant
                ? Optional.of(new DataWarning.LeftTruncated(early, usual, days))
                : Optional.empty();
    }

    private static double firsts(NbdData data, int logDays, int from, int to) {
        double sum = 0;
        for (int row = 0; row < data.rows().size(); row++) {
            double day = logDays - data.rows().get(row).age();
            sum += day >= from && day < to ? data.weight(row) : 0;
        }
        return sum;
    }
}
