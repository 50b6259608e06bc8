package io.perennial.scoring.model;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;
import java.util.Arrays;

/**
 * How one feature is spread over a group, by some of its values.
 *
 * <p>Every value that a hundredth of the group shares is kept, and so many of the others that between two kept ones
 * lies less than a hundredth: a share is exact at a kept value, else within 0.01. Users without a record don't count.
 */
public final class Distribution {

    private static final double GRAIN = 0.01;
    private static final int MOST_KNOTS = 256;

    private final double[] values;
    private final double[] below;
    private final double[] upTo;
    private final double median;

    private Distribution(double[] values, double[] below, double[] upTo, double median) {
        this.values = values;
        this.below = below;
        this.upTo = upTo;
        this.median = median;
        if (values.length != below.length || values.length != upTo.length || values.length > MOST_KNOTS) {
            throw new IllegalArgumentException("a distribution has " + values.length + " knots, " + below.length
                    + " and " + upTo.length + " shares");
        }
        for (int i = 0; i < values.length; i++) {
            boolean follows = i == 0 || (values[i] > values[i - 1] && below[i] >= upTo[i - 1]);
            boolean share = below[i] >= 0 && below[i] < upTo[i] && upTo[i] <= 1;
            if (!Double.isFinite(values[i]) || !share || !follows) {
                throw new IllegalArgumentException("knot " + i + " of a distribution is out of order");
            }
        }
        if (Double.isInfinite(median)) {
            throw new IllegalArgumentException("median of a distribution is " + median);
        }
    }

    /** The distribution of the recorded ones among these values; empty where there is none. */
    public static Distribution of(double[] all) {
        // Adding zero makes -0.0 and 0.0 the one value they are.
        double[] sorted = Arrays.stream(all)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v + 0.0)
                .sorted()
                .toArray();
        int n = sorted.length;
        int[] kept = new int[n];
        int size = 0;
        int told = 0;
        for (int from = 0, to; from < n; from = to) {
            to = from + 1;
            while (to < n && sorted[to] == sorted[from]) {
                to++;
            }
            boolean edge = from == 0 || to == n;
            if (edge || to - told >= GRAIN * n) {
                kept[size++] = from;
                told = to;
            }
        }
        return at(Arrays.copyOf(kept, size), sorted);
    }

    /** @param kept where in the sorted values each kept one stands first */
    private static Distribution at(int[] kept, double[] sorted) {
        double n = sorted.length;
        double[] values = new double[kept.length];
        double[] below = new double[kept.length];
        double[] upTo = new double[kept.length];
        for (int k = 0; k < kept.length; k++) {
            values[k] = sorted[kept[k]];
            below[k] = kept[k] / n;
            int end = kept[k];
            while (end < sorted.length && sorted[end] == values[k]) {
                end++;
            }
            upTo[k] = end / n;
        }
        return new Distribution(values, below, upTo, middle(sorted));
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

    /** The smallest value with a record; NaN where there is none. */
    public double least() {
        return isEmpty() ? Double.NaN : values[0];
    }

    /** The largest value with a record; NaN where there is none. */
    public double largest() {
        return isEmpty() ? Double.NaN : values[values.length - 1];
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
        int place = Arrays.binarySearch(values, x + 0.0);
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
        return upTo[next - 1] + part * (below[next] - upTo[next - 1]);
    }

    void write(BinaryWriter sink) {
        sink.doubles(values);
        sink.doubles(below);
        sink.doubles(upTo);
        sink.f64(median);
    }

    static Distribution read(BinaryReader source) throws BinaryFormatException {
        return new Distribution(
                source.doubles("values of a distribution"),
                source.doubles("shares below"),
                source.doubles("shares up to"),
                source.f64("median"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && Arrays.equals(values, that.values)
                && Arrays.equals(below, that.below)
                && Arrays.equals(upTo, that.upTo)
                && Double.compare(median, that.median) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Which of so many equal parts of [0, 1] a share lies in, from 0. */
    public static int bin(double share, int bins) {
        return Math.min(bins - 1, (int) (share * bins));
    }

    /** What share of the group lies in each of so many parts, by {@link #shareBelow}; they add up to 1, or to 0. */
    public double[] shares(int bins) {
        double[] shares = new double[bins];
        for (int i = 0; i < values.length; i++) {
            shares[bin(below[i], bins)] += upTo[i] - below[i];
            // What lies between two knots is less than a hundredth, or nobody.
            shares[bin(upTo[i], bins)] += (i + 1 < values.length ? below[i + 1] : 1) - upTo[i];
        }
        return shares;
    }
}
