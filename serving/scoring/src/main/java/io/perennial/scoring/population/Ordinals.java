package io.perennial.scoring.population;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Ordinals of users in an order of their values: a stable merge sort of indices that boxes none of them. */
public final class Ordinals {

    private Ordinals() {}

    /** By falling value, ties by ordinal, NaN last; 0.0 and -0.0 are the same. */
    public static int[] falling(double... values) {
        return ascending(
                Arrays.stream(values).mapToLong(value -> -ascendingBits(value)).toArray());
    }

    /** Ascends with the value as doubles do; NaN is less than any. */
    private static long ascendingBits(double value) {
        if (Double.isNaN(value)) {
            return Long.MIN_VALUE + 1;
        }
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        // As signed numbers the bits of negative doubles run backwards.
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }

    private static int[] ascending(long... keys) {
        int[] from = IntStream.range(0, keys.length).toArray();
        int[] into = new int[keys.length];
        for (int width = 1; width < keys.length; width *= 2) {
            for (int start = 0; start < keys.length; start += 2 * width) {
                merge(
                        keys,
                        from,
                        into,
                        start,
                        Math.min(start + width, keys.length),
                        Math.min(start + 2 * width, keys.length));
            }
            int[] swapped = from;
            from = into;
            into = swapped;
        }
        return from;
    }

    private static void merge(long[] keys, int[] from, int[] into, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takesLeft = left < middle && (right >= end || keys[from[left]] <= keys[from[right]]);
            into[at] = takesLeft ? from[left++] : from[right++];
        }
    }
}
