package io.perennial.http.drill;

import java.util.Arrays;
import java.util.Locale;

/** How long answers took. For any number of threads. */
public final class Latencies {

    private long[] nanos = new long[1 << 12];
    private int count;

    public synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    public synchronized int count() {
        return count;
    }

    /** The time within which this share of the answers came, in percent; milliseconds, 0 where there is none. */
    public synchronized double millis(double percent) {
        Arrays.sort(nanos, 0, count);
        return count == 0 ? 0 : nanos[(int) Math.min(count - 1L, (long) (count * percent / 100))] / 1e6;
    }

    /** Median, the slowest of a hundred and the slowest, in words. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.2f ms, p99 %.2f ms, slowest %.1f ms", millis(50), millis(99), millis(100));
    }
}
