package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import io.perennial.features.ledger.History;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What features see of one user as of one day: the visible history, facts of the log, and quantities that many
 * features share, computed once.
 *
 * <p>A window of n days is the n days before the as-of. Counts and sums are NaN for a user of whom nothing is visible.
 * Immutable.
 */
public final class UserView {

    /** How far before the recent window the personal baseline reaches: 52 weeks. */
    static final int BASELINE_DAYS = 364;

    /** Everything ever: longer than any log. */
    static final int EVER = 1 << 28;

    private static final Set<EventKind> PURCHASE = EnumSet.of(EventKind.PURCHASE);

    private final History history;
    private final KindSet carried;
    private final long minorPerMajor;
    private final int[] activeDays;
    private final int[] purchaseDays;
    private final Gaps activeGaps;
    private final Gaps purchaseGaps;

    public UserView(History history, FeatureContext context) {
        this.history = history;
        this.carried = KindSet.of(context.log().carried());
        this.minorPerMajor = context.log().minorPerMajor();
        this.activeDays = history.daysWithAny(context.churn().active(), Integer.MIN_VALUE, history.asOf());
        this.purchaseDays = history.daysWithAny(PURCHASE, Integer.MIN_VALUE, history.asOf());
        this.activeGaps = new Gaps(activeDays);
        this.purchaseGaps = new Gaps(purchaseDays);
    }

    /** The visible history. */
    public History history() {
        return history;
    }

    KindSet carried() {
        return carried;
    }

    int asOf() {
        return history.asOf();
    }

    boolean isUnseen() {
        return history.isEmpty();
    }

    Gaps activeGaps() {
        return activeGaps;
    }

    Gaps purchaseGaps() {
        return purchaseGaps;
    }

    /** Purchase occasions ever. */
    int occasions() {
        return purchaseDays.length;
    }

    /** The epoch day of a purchase occasion, counted from 0. */
    int occasion(int index) {
        return purchaseDays[index];
    }

    /** Days from a day to the last visible day, NaN for {@link History#NONE}. */
    double since(int day) {
        return day == History.NONE ? Double.NaN : asOf() - 1.0 - day;
    }

    /** Days from the last active day to the last visible day. */
    double silence() {
        return since(last(activeDays));
    }

    /** Days from the last purchase to the last visible day. */
    double purchaseSilence() {
        return since(last(purchaseDays));
    }

    /** Days from the last event of any of these kinds to the last visible day. */
    double silence(Set<EventKind> kinds) {
        return since(history.lastDay(kinds));
    }

    private static int last(int[] days) {
        return days.length == 0 ? History.NONE : days[days.length - 1];
    }

    /** Events of a kind in the window. */
    double count(EventKind kind, int days) {
        return of(in -> history.count(kind, in, asOf()), days);
    }

    /** Days of the window with an event of a kind. */
    double daysWith(EventKind kind, int days) {
        return of(in -> history.daysWith(kind, in, asOf()), days);
    }

    /** Days of the window with an event of any of these kinds. */
    double daysWithAny(Set<EventKind> kinds, int days) {
        return of(in -> history.daysWithAny(kinds, in, asOf()).length, days);
    }

    /** Active days in the window. */
    double activeDays(int days) {
        return of(in -> within(activeDays, in, asOf()), days);
    }

    /** Active days in {@code [from, to)}. */
    long activeDays(int from, int to) {
        return within(activeDays, from, to);
    }

    /** Purchase occasions in {@code [from, to)}. */
    long occasions(int from, int to) {
        return within(purchaseDays, from, to);
    }

    /** Purchase amounts in the window, major units. */
    double spend(int days) {
        return money(of(in -> history.spendMinor(in, asOf()), days));
    }

    /** Refund amounts in the window, major units. */
    double refunds(int days) {
        return money(of(in -> history.refundMinor(in, asOf()), days));
    }

    /** Major units of an amount in minor units. */
    double money(double minor) {
        return minor / minorPerMajor;
    }

    /** Events of these kinds, for {@link #change}. */
    Amount events(EventKind... kinds) {
        return (from, to) -> {
            long sum = 0;
            for (EventKind kind : kinds) {
                sum += history.count(kind, from, to);
            }
            return sum;
        };
    }

    /** A part of a whole, NaN where the whole is 0 or missing. */
    static double share(double part, double whole) {
        return whole > 0 ? part / whole : Double.NaN;
    }

    /** Distinct items in the window. */
    double distinctItems(int days) {
        return of(in -> history.distinctItems(in, asOf()), days);
    }

    private double of(Amount.Since amount, int days) {
        return isUnseen() ? Double.NaN : amount.since(asOf() - days);
    }

    private static long within(int[] days, int from, int to) {
        return (long) at(days, to) - at(days, from);
    }

    private static int at(int[] days, int day) {
        int found = Arrays.binarySearch(days, day);
        return found >= 0 ? found : -found - 1;
    }

    /**
     * Relative change of the recent rate against the user's own earlier rate: -0.3 is 30 % less.
     *
     * <p>The baseline is the time from the user's first visible day, at most {@link #BASELINE_DAYS} before the recent
     * window. NaN where that is shorter than the recent window or shows nothing.
     */
    double change(Amount amount, int recentDays) {
        int split = asOf() - recentDays;
        int from = baseline(recentDays);
        long before = from == History.NONE ? 0 : amount.in(from, split);
        if (before <= 0) {
            return Double.NaN;
        }
        double expected = (double) before * recentDays / (split - from);
        return amount.in(split, asOf()) / expected - 1;
    }

    /** A mean or share over the window: NaN where there is nothing to take it of. */
    double mean(Amount sum, Amount count, int days) {
        long of = count.in(asOf() - days, asOf());
        return of > 0 ? (double) sum.in(asOf() - days, asOf()) / of : Double.NaN;
    }

    /** Relative change of a mean, such as minutes per visit: the recent mean over the baseline's, less 1. */
    double change(Amount sum, Amount count, int recentDays) {
        return difference(sum, count, recentDays, true);
    }

    /** Absolute change of a mean or share: the recent one less the baseline's. */
    double shift(Amount sum, Amount count, int recentDays) {
        return difference(sum, count, recentDays, false);
    }

    private double difference(Amount sum, Amount count, int recentDays, boolean relative) {
        int split = asOf() - recentDays;
        int from = baseline(recentDays);
        if (from == History.NONE || count.in(from, split) == 0 || count.in(split, asOf()) == 0) {
            return Double.NaN;
        }
        double before = (double) sum.in(from, split) / count.in(from, split);
        double now = (double) sum.in(split, asOf()) / count.in(split, asOf());
        if (!relative) {
            return now - before;
        }
        return before > 0 ? now / before - 1 : Double.NaN;
    }

    /** The first day of the personal baseline, or {@link History#NONE} where it is shorter than the recent window. */
    private int baseline(int recentDays) {
        int split = asOf() - recentDays;
        int from = isUnseen() ? split : Math.max(history.firstDay(), split - BASELINE_DAYS);
        return split - from < recentDays ? History.NONE : from;
    }
}
