package io.perennial.training.bench;

import java.util.Optional;

/**
 * What one measurement says.
 *
 * @param what       what was computed
 * @param ours       how we compute it
 * @param theirs     how it is computed otherwise, or with what its result was compared
 * @param times      how long ours took
 * @param cpu        of a processor at work on ours; empty where another side is compared, which the machine slows alike
 * @param otherTimes how long theirs took; empty where the bar is a time
 * @param share      of our calls that are to keep the bar where nothing is compared; half unless stated
 * @param bar        the most allowed: a ratio of medians, or nanoseconds of a processor's work where nothing is compared
 * @param difference greatest difference of results seen
 * @param tolerance  the most it may be
 */
record Finding(
        String what,
        String ours,
        String theirs,
        Times times,
        Optional<Times> cpu,
        Optional<Times> otherTimes,
        double share,
        double bar,
        double difference,
        double tolerance) {

    /** A finding whose bar half of the calls are to keep. */
    Finding(
            String what,
            String ours,
            String theirs,
            Times times,
            Optional<Times> cpu,
            Optional<Times> otherTimes,
            double bar,
            double difference,
            double tolerance) {
        this(what, ours, theirs, times, cpu, otherTimes, 0.5, bar, difference, tolerance);
    }

    /** A finding whose processor time is not known. */
    Finding(
            String what,
            String ours,
            String theirs,
            Times times,
            Optional<Times> otherTimes,
            double bar,
            double difference,
            double tolerance) {
        this(what, ours, theirs, times, Optional.empty(), otherTimes, bar, difference, tolerance);
    }

    /** What the bar is compared with: the ratio of medians, or what the share of our calls took of a processor. */
    double measured() {
        return otherTimes.map(other -> times.median() / other.median()).orElseGet(() -> cpu.orElse(times)
                .quantile(share));
    }

    boolean isFast() {
        return measured() <= bar;
    }

    /** Written so that NaN is not equal. */
    boolean isEqual() {
        return difference <= tolerance;
    }
}
