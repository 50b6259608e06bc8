package io.perennial.training.load;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How a server answered for a while. */
public final class Outcome {

    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Histogram nanos = new Histogram(LONGEST_NANOS, 3);
    private long failures;
    private long unanswered;
    private String firstFailure = "";
    private double seconds;

    Outcome() {}

    void answered(Connection connection) {
        nanos.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - connection.intended()));
        if (!connection.isDone()) {
            failures++;
            firstFailure = firstFailure.isEmpty() ? connection.head() : firstFailure;
        }
    }

    /** A request that was due and was not answered while anybody waited. */
    void unanswered(long due) {
        nanos.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - due));
        unanswered++;
    }

    Outcome over(Duration time) {
        seconds = time.toNanos() / 1e9;
        return this;
    }

    /** Answered requests. */
    public long count() {
        return nanos.getTotalCount() - unanswered;
    }

    /** Requests that were due: answered or not. */
    public long due() {
        return nanos.getTotalCount();
    }

    /** Answered requests a second. */
    public double perSecond() {
        return count() / seconds;
    }

    /** Answers whose status was not 200. */
    public long failures() {
        return failures;
    }

    /** This outcome, to whose failures those of another are added. */
    public Outcome withFailuresOf(Outcome other) {
        failures += other.failures;
        firstFailure = firstFailure.isEmpty() ? other.firstFailure : firstFailure;
        return this;
    }

    /** How the first of them began; empty where there is none. */
    public String firstFailure() {
        return firstFailure;
    }

    /** The latency that this share of the requests, in percent, kept, in milliseconds; NaN where there was none. */
    public double millis(double percent) {
        return due() == 0 ? Double.NaN : nanos.getValueAtPercentile(percent) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,.0f/s, p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, %d failures",
                perSecond(),
                millis(50),
                millis(99),
                millis(99.9),
                failures);
    }
}
