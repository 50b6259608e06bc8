package io.perennial.features.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How many distinct codes a range of a user's days holds.
 *
 * <p>Every code of every day is linked once to the day where it last occurred before. In a range each distinct code has
 * exactly one occurrence whose link points before the range, so counting these needs neither a sort nor a set.
 */
final class Distinct {

    /** Where the codes of day i begin; one more than there are days. */
    private final int[] starts;

    /** For each code of each day, the index of the day of its last occurrence before, -1 for the first. */
    private final int[] links;

    private Distinct(int[] starts, int[] links) {
        this.starts = starts;
        this.links = links;
    }

    static Distinct of(List<LedgerDay> days, Function<LedgerDay, int[]> codes) {
        int[] starts = new int[days.size() + 1];
        for (int i = 0; i < days.size(); i++) {
            starts[i + 1] = starts[i] + codes.apply(days.get(i)).length;
        }
        long[] occurrences = new long[starts[days.size()]];
        int[] dayOf = new int[occurrences.length];
        for (int i = 0; i < days.size(); i++) {
            int at = starts[i];
            for (int code : codes.apply(days.get(i))) {
                dayOf[at] = i;
                occurrences[at] = (long) code << Integer.SIZE | at;
                at++;
            }
        }
        return new Distinct(starts, links(occurrences, dayOf));
    }

    /** Sorted by code and then by place, an occurrence stands right after the last one before it. */
    private static int[] links(long[] occurrences, int[] dayOf) {
        Arrays.sort(occurrences);
        int[] links = new int[occurrences.length];
        for (int i = 0; i < links.length; i++) {
            boolean seen = i > 0 && occurrences[i - 1] >> Integer.SIZE == occurrences[i] >> Integer.SIZE;
            links[(int) occurrences[i]] = seen ? dayOf[(int) occurrences[i - 1]] : -1;
        }
        return links;
    }

    /** Distinct codes of the days with index in {@code [from, to)}. */
    int distinct(int from, int to) {
        int distinct = 0;
        for (int i = starts[from]; i < starts[Math.max(from, to)]; i++) {
            distinct += links[i] < from ? 1 : 0;
        }
        return distinct;
    }
}
