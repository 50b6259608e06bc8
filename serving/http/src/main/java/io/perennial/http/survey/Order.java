package io.perennial.http.survey;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Orders of a list of users; ties are in the order of ids, and who has no such value comes last. */
public enum Order {
    /** The most to lose first. */
    EXPECTED_LOSS,
    /** The likeliest to leave first. */
    CHURN,
    /** Expected value, the largest first. */
    LTV,
    /** Value if retained, the largest first. */
    VALUE_IF_RETAINED,
    /** Last active, the latest first. */
    LAST_ACTIVE,
    /** Longest silent first. */
    SILENCE,
    /** Last order, the latest first. */
    LAST_ORDER,
    /** By id. */
    USER;

    private static final long SIGN = Long.MIN_VALUE;

    /** The name in queries. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order of a name. */
    static Order of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** Users of a roll in this order. */
    int[] of(Roll roll) {
        if (this == USER) {
            return IntStream.range(0, roll.size()).toArray();
        }
        long[] ranks = new long[roll.size()];
        for (int user = 0; user < ranks.length; user++) {
            ranks[user] = rank(roll, user);
        }
        return sorted(ranks);
    }

    /** Ascends as the list goes on; NaN and unknown days are the largest. */
    private long rank(Roll roll, int user) {
        return switch (this) {
            case EXPECTED_LOSS -> falling(roll.loss(user));
            case CHURN -> falling(roll.churn(user));
            case LTV -> falling(roll.ltv(user));
            case VALUE_IF_RETAINED -> falling(roll.ifRetained(user));
            case LAST_ACTIVE -> falling(day(roll.lastActive(user)));
            case SILENCE -> falling(-day(roll.lastActive(user)));
            case LAST_ORDER -> falling(day(roll.lastOrder(user)));
            case USER -> user;
        };
    }

    private static double day(int epochDay) {
        return epochDay == Roll.NEVER ? Double.NaN : epochDay;
    }

    private static long falling(double value) {
        if (Double.isNaN(value)) {
            return Long.MAX_VALUE;
        }
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        // As signed numbers the bits of negative doubles run backwards.
        long ascending = bits < 0 ? SIGN - bits : bits;
        return -ascending;
    }

    /** Ordinals by ascending key, ties by ordinal: a stable merge sort of indices without boxing. */
    private static int[] sorted(long... keys) {
        int[] from = IntStream.range(0, keys.length).toArray();
        int[] into = from.clone();
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
        return Arrays.copyOf(from, keys.length);
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
