package io.perennial.features.profile;

import io.perennial.features.feature.TrendSequence;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether a user's value health index fell: the alarm is {@value #LATEST} months in a row at least 15 % below the user's own
 * baseline, which is the mean of up to {@value #BEFORE} months before those.
 *
 * @param baseline empty where fewer than {@value #LATEST} months before are known
 * @param months   latest months in a row that lie 15 % or more below it, at most {@value #LATEST}
 */
public record ValueDecay(OptionalDouble baseline, int months) {

    /** Length of a month: a block of the trend. */
    public static final int MONTH_DAYS = TrendSequence.BLOCK_DAYS;

    /** Months that make the alarm. */
    public static final int LATEST = 3;

    /** The share of the baseline below which a month is low. */
    public static final double LIMIT = 0.85;

    /** Months before them that the baseline is taken of, at most. */
    private static final int BEFORE = 6;

    /** How many months are looked at. */
    public static final int MONTHS = LATEST + BEFORE;

    /**
     * The decay over past months.
     *
     * @param newestFirst the index at the end of each month; empty where nothing was known of the user then
     */
    public static ValueDecay of(List<OptionalDouble> newestFirst) {
        List<OptionalDouble> before =
                newestFirst.subList(Math.min(LATEST, newestFirst.size()), Math.min(MONTHS, newestFirst.size()));
        long known = before.stream().filter(OptionalDouble::isPresent).count();
        if (known < LATEST) {
            return new ValueDecay(OptionalDouble.empty(), 0);
        }
        OptionalDouble baseline =
                before.stream().flatMapToDouble(OptionalDouble::stream).average();
        double line = LIMIT * baseline.getAsDouble();
        int months = 0;
        while (months < LATEST && newestFirst.get(months).orElse(Double.NaN) <= line) {
            months++;
        }
        // A baseline of 0 leaves nothing to fall from.
        return new ValueDecay(baseline, line > 0 ? months : 0);
    }

    /** Whether the alarm is on. */
    public boolean isAlarm() {
        return months == LATEST;
    }
}
