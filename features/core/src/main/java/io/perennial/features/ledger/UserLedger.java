package io.perennial.features.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A user's ledger: one {@link LedgerDay} for every business day with events, in ascending order.
 *
 * @param user the user after aliases are resolved
 * @param days days in strictly ascending order
 */
public record UserLedger(String user, List<LedgerDay> days) {

    public UserLedger {
        days = List.copyOf(days);
        for (int i = 1; i < days.size(); i++) {
            if (days.get(i).day() <= days.get(i - 1).day()) {
                throw new IllegalArgumentException("ledger of user " + user + " has day "
                        + days.get(i).day() + " after day " + days.get(i - 1).day() + "; days must ascend");
            }
        }
    }

    /** The ledger of a user from parts of days in any order. */
    public static UserLedger merge(String user, Iterable<LedgerDay> parts) {
        Map<Integer, LedgerDay> byDay = new TreeMap<>();
        for (LedgerDay part : parts) {
            byDay.merge(part.day(), part, LedgerDay::plus);
        }
        return new UserLedger(user, new ArrayList<>(byDay.values()));
    }

    /** This ledger with more parts of days merged in. */
    public UserLedger plus(Iterable<LedgerDay> parts) {
        List<LedgerDay> all = new ArrayList<>(days);
        parts.forEach(all::add);
        return merge(user, all);
    }
}
