package io.perennial.scoring.model;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;
import java.util.Arrays;

/**
 * How one feature is spread over a group, by at most {@value #MOST_KNOTS} of its values.
 *
 * <p>Exact at every kept value; between two of them linear. Values of users without a record don't count.
 */
public final class Distribution {

    private static final int MOST_KNOTS = 101;

    private final double[] values;
    private final double[] below;
    private final double median;

    private Distribution(double[] values, double[] below, double median) {
        this.values = values;
        this.below = below;
        this.median = median;
        for (int i = 0; i < values.length; i++) {
            boolean rises = i == 0 || (values[i] > values[i - 1] && below[i] > below[i - 1]);
            if (!Double.isFinite(values[i]) || !(below[i] >= 0 && below[i] < 1) || !rises) {
                throw new IllegalArgumentException("knot " + i + " of a distribution is out of order");
            }
        }
        if (values.length != below.length || values.length > MOST_KNOTS || Double.isInfinite(median)) {
            throw new IllegalArgumentException(
                    "a distribution has " + values.length + " knots, " + below.length + " shares and median " + median);
        }
    }

    /** The distribution of the recorded ones among these values; empty where there is none. */
    static Distribution of(double[] all) {
        // Adding zero makes -0.0 and 0.0 the one value they are.
        double[] sorted = Arrays.stream(all)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v + 0.0)
                .sorted()
                .toArray();
        int[] firsts = firstPlaces(sorted);
        int kept = Math.min(MOST_KNOTS, firsts.length);
        double[] values = new double[kept];
        double[] below = new double[kept];
        for (int k = 0; k < kept; k++) {
            int place = kept == firsts.length ? firsts[k] : firsts[(int) ((long) k * (firsts.length - 1) / (kept - 1))];
            values[k] = sorted[place];
            below[k] = (double) place / sorted.length;
        }
        return new Distribution(values, below, middle(sorted));
    }

    /** Where in the sorted values each distinct one stands first. */
    private static int[] firstPlaces(double[] sorted) {
        int[] places = new int[sorted.length];
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                places[distinct++] = i;
            }
        }
        return Arrays.copyOf(places, distinct);
    }

    private static double middle(double[] sorted) {
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
    }

    /** Whether no user of the group has a record. */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** The median of those with a record; NaN where there is none. */
    public double median() {
        return median;
    }

    /** The share of those with a record whose value is strictly less, in [0, 1]; NaN where there is none or no value. */
    public double shareBelow(double x) {
        if (values.length == 0 || Double.isNaN(x)) {
            return Double.NaN;
        }
        int place = Arrays.binarySearch(values, x == 0 ? 0.0 : x);
        if (place >= 0) {
            return below[place];
        }
        int next = -place - 1;
        if (next == 0) {
            return 0;
        }
        if (next == values.length) {
            return 1;
        }
        double part = (x - values[next - 1]) / (values[next] - values[next - 1]);
        return below[next - 1] + part * (below[next] - below[next - 1]);
    }

    void write(BinaryWriter sink) {
        sink.doubles(values);
        sink.doubles(below);
        sink.f64(median);
    }

    static Distribution read(BinaryReader source) throws BinaryFormatException {
        double[] values = source.doubles("values of a distribution");
        double[] below = source.doubles("shares of a distribution");
        if (values.length != below.length) {
            throw source.refuse(values.length + " values and " + below.length + " shares");
        }
        return new Distribution(values, below, source.f64("median"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && Arrays.equals(values, that.values)
                && Arrays.equals(below, that.below)
                && Double.compare(median, that.median) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
