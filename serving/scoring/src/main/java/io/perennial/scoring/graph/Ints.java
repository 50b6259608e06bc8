package io.perennial.scoring.graph;

import java.util.Arrays;
import java.util.Collection;

/** An immutable list of ints: node and column numbers. */
public final class Ints {

    private final int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    /** The numbers, copied. */
    public static Ints of(int... values) {
        return new Ints(values.clone());
    }

    /** The numbers, copied. */
    public static Ints of(Collection<Integer> values) {
        return new Ints(values.stream().mapToInt(Integer::intValue).toArray());
    }

    /** {@code from, from + 1, ..., to - 1}. */
    public static Ints range(int from, int to) {
        int[] values = new int[Math.max(0, to - from)];
        Arrays.setAll(values, i -> from + i);
        return new Ints(values);
    }

    public int size() {
        return values.length;
    }

    public int get(int index) {
        return values[index];
    }

    public int[] toArray() {
        return values.clone();
    }

    /** The array itself, for this package's inner loops; never written to. */
    int[] shared() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ints that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
