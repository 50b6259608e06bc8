package io.perennial.features.ledger;

import java.util.Arrays;

/**
 * Bounded sets of codes as sorted int arrays, keeping the smallest codes when a set is full.
 *
 * <p>Keeping the smallest makes union associative, commutative and idempotent even when the bound cuts, so the order
 * in which a day's events arrive never shows.
 */
public final class CodeSet {

    /** The most codes one day keeps. */
    public static final int BOUND = 256;

    private static final int[] EMPTY = {};

    private CodeSet() {}

    /** The set with no code. */
    public static int[] empty() {
        return EMPTY;
    }

    /** The set with one more code; the argument is not changed. */
    public static int[] with(int[] set, int code) {
        int at = Arrays.binarySearch(set, code);
        if (at >= 0) {
            return set;
        }
        int insert = -at - 1;
        if (insert == BOUND) {
            return set;
        }
        int[] grown = new int[Math.min(set.length + 1, BOUND)];
        System.arraycopy(set, 0, grown, 0, insert);
        grown[insert] = code;
        System.arraycopy(set, insert, grown, insert + 1, grown.length - insert - 1);
        return grown;
    }

    /** The union of two sets; the arguments are not changed. */
    public static int[] union(int[] left, int[] right) {
        if (left.length == 0) {
            return right;
        }
        if (right.length == 0) {
            return left;
        }
        int[] merged = new int[Math.min(left.length + right.length, BOUND)];
        int size = 0;
        int i = 0;
        int j = 0;
        while (size < merged.length && (i < left.length || j < right.length)) {
            int next;
            if (j == right.length || (i < left.length && left[i] <= right[j])) {
                next = left[i++];
            } else {
                next = right[j++];
            }
            if (size == 0 || merged[size - 1] != next) {
                merged[size++] = next;
            }
        }
        return size == merged.length ? merged : Arrays.copyOf(merged, size);
    }
}
