package io.perennial.features.time;

import io.perennial.features.time.EventDays.Span;

/** How a log's span is found: from the stretch with most user days outwards, until only stray days are left. */
final class SpanGrowth {

    /** Days without an event of anybody that a shop may well be closed: no day beyond is stray. */
    private static final int CLOSED = 365;

    /** How many times as many users as there are user days beyond a gap it would have brought, if they are stray. */
    private static final int FEW = 100;

    /** A gap that no business has, but a missing time read as 1970 or as the last day of a calendar makes. */
    private static final int MANY_YEARS = 3_652;

    /** On how many dates lies what one such mistake made, whatever the zone: of how many users says nothing of it. */
    private static final int DATES_OF_A_MISTAKE = 2;

    /** More dates than stray ones make in one place, as clocks do that begin with 1970. */
    private static final int A_WEEK = 7;

    private final int[] days;

    /** User days before each of the days, and of all. */
    private final long[] before;

    private final long users;
    private int low;
    private int high;

    /** The growth over days with events, epoch days in their order. */
    SpanGrowth(EventDays counts, int[] days) {
        this.days = days;
        this.before = new long[days.length + 1];
        long seen = 0;
        for (int i = 0; i < days.length; i++) {
            before[i + 1] = before[i] + counts.users(days[i]);
            seen += counts.newcomers(days[i]);
        }
        this.users = seen;
    }

    /** Whether a gap of so many days may have stray days beyond it. */
    static boolean parts(int gap) {
        return gap > CLOSED;
    }

    Span grown() {
        begin();
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            if (low > 0 && !isStray(days[low] - days[low - 1], 0, low - 1)) {
                low = start(low - 1);
                isGrowing = true;
            }
            if (high < days.length - 1 && !isStray(days[high + 1] - days[high], high + 1, days.length - 1)) {
                high = end(high + 1);
                isGrowing = true;
            }
        }
        return new Span(days[low], days[high]);
    }

    /** Everybody may have a default date, and few an honest day: what one mistake can have made is not where to start. */
    private void begin() {
        startWithMost(1);
        if (1 + high - low <= DATES_OF_A_MISTAKE) {
            startWithMost(A_WEEK);
        }
    }

    /** The stretch without a long gap of at least so many dates that has most user days, the latest of several. */
    private void startWithMost(int dates) {
        long most = 0;
        for (int start = 0; start < days.length; start = end(start) + 1) {
            int end = end(start);
            if (1 + end - start >= dates && userDays(start, end) >= most) {
                most = userDays(start, end);
                low = start;
                high = end;
            }
        }
    }

    /** Whether the days from one to another are stray, which a gap parts from the rest. */
    private boolean isStray(int gap, int start, int end) {
        return gap > Math.max(CLOSED, 2 * longestGap())
                && (wouldHaveBrought(gap, userDays(start, end)) || isOneMistake(gap, 1 + end - start));
    }

    /** Whether the gap would have brought many times as many users as lie beyond it, at the rate of the rest. */
    private boolean wouldHaveBrought(int gap, long beyond) {
        return gap * Math.max(0, users - beyond) >= FEW * beyond * rest();
    }

    /** Whether dates with events came so often that the gap would have held many times as many as lie beyond it. */
    private boolean isOneMistake(int gap, int dates) {
        return gap > MANY_YEARS
                && dates <= DATES_OF_A_MISTAKE
                && wouldHaveBrought(gap, dates)
                && gap * (1L + high - low) >= (long) FEW * dates * rest();
    }

    private long rest() {
        return Math.max(CLOSED, 1L + days[high] - days[low]);
    }

    private int longestGap() {
        int longest = 0;
        for (int i = low + 1; i <= high; i++) {
            longest = Math.max(longest, days[i] - days[i - 1]);
        }
        return longest;
    }

    private int start(int at) {
        int start = at;
        while (start > 0 && !parts(days[start] - days[start - 1])) {
            start--;
        }
        return start;
    }

    private int end(int at) {
        int end = at;
        while (end < days.length - 1 && !parts(days[end + 1] - days[end])) {
            end++;
        }
        return end;
    }

    private long userDays(int start, int end) {
        return before[end + 1] - before[start];
    }
}
