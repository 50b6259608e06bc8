package io.perennial.training.data;

import java.util.Optional;

/**
 * A past day as it looked, and what happened afterwards: what a back-test judges on.
 *
 * @param set        what training saw on that day; its labels end before it
 * @param actual     the users of that day with the labels of the served window
 * @param lastPeriod what they did in the window of the same length that ended the day before
 * @param lastYear   what they did in the outcome window one year earlier; empty where the log does not show it
 */
public record TestPeriod(TrainingSet set, LabelledSnapshots actual, Past lastPeriod, Optional<Past> lastYear) {

    /**
     * What users did in an earlier window, by row.
     *
     * @param active     whether there was an active event
     * @param occasions  purchase occasions
     * @param valueMinor money in minor units
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns of numbers, never compared.
    public record Past(boolean[] active, int[] occasions, long[] valueMinor) {}
}
