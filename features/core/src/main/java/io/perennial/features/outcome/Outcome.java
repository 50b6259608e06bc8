package io.perennial.features.outcome;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.time.OutcomeWindow;
import java.util.OptionalInt;

/**
 * What a user did in an outcome window: the only definition of a label.
 *
 * @param firstActiveDay days from the window's first day to the first day with an active event, from 0 to less than the
 *                       horizon; empty where there was none, which is churn
 * @param occasions      purchase occasions, that is business days with a purchase
 * @param valueMinor     money in minor units after the refund rule, before margin and discount, not negative
 * @param flooredMinor   how much of a negative net the floor at 0 hid, minor units
 */
public record Outcome(OptionalInt firstActiveDay, int occasions, long valueMinor, long flooredMinor) {

    /** The outcome of someone who did nothing. */
    public static Outcome nothing() {
        return new Outcome(OptionalInt.empty(), 0, 0, 0);
    }

    /** Whether there was an active event; churn is its absence. */
    public boolean active() {
        return firstActiveDay.isPresent();
    }

    /** The outcome of a user in a window; the caller sees to it that the window is closed. */
    public static Outcome read(UserLedger ledger, int asOf, OutcomeWindow window, ChurnRule churn, ValueRule value) {
        OptionalInt first = OptionalInt.empty();
        int occasions = 0;
        for (LedgerDay day : ledger.days()) {
            if (day.day() >= window.start(asOf) && day.day() < window.end(asOf)) {
                if (first.isEmpty() && day.hasAny(churn.active())) {
                    first = OptionalInt.of(day.day() - window.start(asOf));
                }
                occasions += day.count(EventKind.PURCHASE) > 0 ? 1 : 0;
            }
        }
        long net = net(ledger, window.start(asOf), window.end(asOf), value);
        return new Outcome(first, occasions, Math.max(0, net), Math.max(0, -net));
    }

    /**
     * The value of each of the blocks that follow an as-of, minor units: what the trend model learns.
     *
     * <p>Blocks count from the as-of, without the gap; each is floored at 0 by itself. The caller sees to it that the
     * last block is over.
     *
     * @param blocks    how many blocks
     * @param blockDays days of a block
     */
    public static long[] blocks(UserLedger ledger, int asOf, int blocks, int blockDays, ValueRule value) {
        long[] minor = new long[blocks];
        for (int i = 0; i < blocks; i++) {
            int start = asOf + i * blockDays;
            minor[i] = Math.max(0, net(ledger, start, start + blockDays, value));
        }
        return minor;
    }

    /** The value of a user in a window, minor units, floored at 0; the caller sees to it that the window is closed. */
    static long value(UserLedger ledger, int asOf, OutcomeWindow window, ValueRule value) {
        return Math.max(0, net(ledger, window.start(asOf), window.end(asOf), value));
    }

    private static long net(UserLedger ledger, int from, int to, ValueRule value) {
        long net = 0;
        for (LedgerDay day : ledger.days()) {
            if (day.day() >= from && day.day() < to) {
                net = Math.addExact(net, day.spendMinor());
                net = value.refunds() == ValueRule.Refunds.SUBTRACT ? Math.subtractExact(net, day.refundMinor()) : net;
            }
        }
        return net;
    }
}
