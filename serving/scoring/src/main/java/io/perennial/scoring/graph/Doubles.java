package io.perennial.scoring.graph;

import java.util.Arrays;
import java.util.Collection;

/** An immutable list of finite doubles: weights, knots, fills. Equal when equal bit for bit. */
public final class Doubles {

    private final double[] values;

    private Doubles(double[] values) {
        this.values = values;
    }

    /**
     * The numbers, copied.
     *
     * @throws IllegalArgumentException for a number that is NaN or infinite
     */
    public static Doubles of(double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("number " + i + " of " + values.length + " is " + values[i]
                        + "; a published form holds finite numbers only");
            }
        }
        return new Doubles(values.clone());
    }

    /** The numbers, copied; finite as in {@link #of(double...)}. */
    public static Doubles of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** So many zeros. */
    public static Doubles zeros(int size) {
        return new Doubles(new double[size]);
    }

    public int size() {
        return values.length;
    }

    public double get(int index) {
        return values[index];
    }

    public double[] toArray() {
        return values.clone();
    }

    /** The array itself, for this package's inner loops; never written to. */
    double[] shared() {
        return values;
    }

    /** Whether every number is larger than the one before it. */
    boolean isAscending() {
        for (int i = 1; i < values.length; i++) {
            if (!(values[i] > values[i - 1])) {
                return false;
            }
        }
        return true;
    }

    /** Whether no number is smaller than the one before it. */
    public boolean isNonDecreasing() {
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** How many of these ascending numbers are at most {@code x}. */
    int countAtMost(double x) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] <= x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Doubles that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 8 ? Arrays.toString(values) : values.length + " numbers";
    }
}
