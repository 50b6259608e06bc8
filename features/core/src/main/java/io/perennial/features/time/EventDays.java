package io.perennial.features.time;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * On which days a log has events, and of how many users; by that, which days are the log's.
 *
 * <p>The span of a log goes from its first day with events to its last, without stray days: what a gap of over a year
 * parts from the rest, if the gap is more than twice as long as any within the rest, and if it alone would have brought
 * at least a hundred users for each user day beyond, at the rate at which the rest gained users ({@link SpanGrowth}). What
 * lies on one or two dates beyond ten years is counted by dates instead, of however many users it is. So rows with a wrong
 * date move nothing, and a log of few users, a closed shop or a slow start loses no day.
 *
 * <p>Counts are sums, so neither the order nor the cut of the data can change them. Mutable, not thread-safe; of the size
 * of the days between the first and the last.
 */
public final class EventDays {

    private int from;
    private int[] users = {};
    private int[] newcomers = {};

    /**
     * Days from one to another.
     *
     * @param first epoch day
     * @param last  epoch day, not before it
     */
    public record Span(int first, int last) {

        /** Whether a day is one of them. */
        public boolean holds(int day) {
            return day >= first && day <= last;
        }
    }

    /**
     * Counts a day.
     *
     * @param day   epoch day
     * @param had   users who had events on it
     * @param first those of them who had none before
     */
    public void add(int day, int had, int first) {
        reach(day);
        users[day - from] += had;
        newcomers[day - from] += first;
    }

    /** Counts all days of others, who are other users. */
    public void add(EventDays others) {
        others.days().forEach(day -> add(day, others.users(day), others.newcomers(day)));
    }

    /** The days with events in their order. */
    public IntStream days() {
        return IntStream.range(from, from + users.length).filter(day -> users(day) > 0);
    }

    /** How many users had events on a day. */
    public int users(int day) {
        return day < from || day - from >= users.length ? 0 : users[day - from];
    }

    /** How many users had their first event on a day. */
    public int newcomers(int day) {
        return day < from || day - from >= users.length ? 0 : newcomers[day - from];
    }

    /**
     * The span of what is visible as of a day.
     *
     * @throws IllegalArgumentException where nothing is
     */
    public Span span(int asOf) {
        int[] visible = days().filter(day -> day < asOf).toArray();
        if (visible.length == 0) {
            throw new IllegalArgumentException(
                    "no day with events lies before the as-of; give one after the log's first day");
        }
        return new SpanGrowth(this, visible).grown();
    }

    /** The span of all days. */
    public Span span() {
        return span(Integer.MAX_VALUE);
    }

    /** Whether anything parts the days that may leave some of them out of a span. */
    public boolean isParted() {
        return stretches(new Span(Integer.MIN_VALUE, Integer.MAX_VALUE)).size() > 1;
    }

    /** The stretches of days with events within a span, parted by over a year in which nobody had any; in their order. */
    public List<Span> stretches(Span span) {
        int[] days = days().filter(span::holds).toArray();
        List<Span> stretches = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= days.length; i++) {
            if (i == days.length || SpanGrowth.parts(days[i] - days[i - 1])) {
                stretches.add(new Span(days[start], days[i - 1]));
                start = i;
            }
        }
        return stretches;
    }

    private void reach(int day) {
        if (users.length == 0) {
            from = day;
        }
        int low = Math.min(from, day);
        int length = Math.max(from + users.length, day + 1) - low;
        if (length > users.length) {
            users = moved(users, from - low, length);
            newcomers = moved(newcomers, from - low, length);
            from = low;
        }
    }

    private static int[] moved(int[] counts, int by, int length) {
        int[] moved = new int[length];
        System.arraycopy(counts, 0, moved, by, counts.length);
        return moved;
    }
}
