package io.perennial.training.bench;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.CodeSet;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Ledgers of users who come, buy and leave for good, each at a pace of their own, with events of every kind: enough for
 * all features to differ from user to user, and no claim about anybody.
 */
final class MadeUpLedgers {

    /** Chance of each kind on a day with a visit, in the order of kinds; multiplied by how lively a user is. */
    private static final double[] CHANCES = {
        1, 0.6, 0.25, 0.02, 0.1, 0.2, 0.02, 0.3, 0.15, 0.08, 0.05, 0.02, 0.02, 0.05, 0.01, 0.002
    };

    private static final int ITEMS = 40;
    private static final int CHANNELS = 4;

    private final SplittableRandom random;
    private final int firstDay;
    private final int end;

    private MadeUpLedgers(SplittableRandom random, LocalDate firstDay, LocalDate end) {
        this.random = random;
        this.firstDay = Math.toIntExact(firstDay.toEpochDay());
        this.end = Math.toIntExact(end.toEpochDay());
    }

    /**
     * So many users, in the order of populations.
     *
     * @param firstDay first day of the log
     * @param end      the day after its last
     */
    static List<UserLedger> of(int users, LocalDate firstDay, LocalDate end, long seed) {
        MadeUpLedgers made = new MadeUpLedgers(new SplittableRandom(seed), firstDay, end);
        List<UserLedger> ledgers = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            ledgers.add(made.ledger(String.format(Locale.ROOT, "u%07d", user)));
        }
        return ledgers;
    }

    private UserLedger ledger(String user) {
        double gap = 1 + 30 * random.nextDouble() * random.nextDouble();
        double leaving = 0.06 * random.nextDouble() * random.nextDouble();
        double lively = 0.2 + random.nextDouble();
        double basket = StrictMath.exp(7 + 2 * random.nextDouble());
        List<LedgerDay> days = new ArrayList<>();
        int day = firstDay + random.nextInt(end - firstDay);
        do {
            days.add(day(day, lively, basket));
            day += 1 + (int) (-gap * StrictMath.log(1 - random.nextDouble()));
        } while (day < end && random.nextDouble() > leaving);
        return new UserLedger(user, days);
    }

    private LedgerDay day(int day, double lively, double basket) {
        int[] counts = new int[EventKind.COUNT];
        for (int kind = 0; kind < counts.length; kind++) {
            counts[kind] = random.nextDouble() < CHANCES[kind] * lively ? 1 + random.nextInt(3) : 0;
        }
        counts[EventKind.VISIT.index()] = 1 + random.nextInt(3);
        return new LedgerDay(
                day,
                counts,
                sum(counts, EventKind.PURCHASE, basket),
                sum(counts, EventKind.REFUND, basket / 2),
                sum(counts, EventKind.VISIT, 300),
                sum(counts, EventKind.NPS, 8),
                sum(counts, EventKind.SENTIMENT, 200),
                codes(ITEMS),
                codes(CHANNELS));
    }

    private long sum(int[] counts, EventKind kind, double each) {
        return Math.round(counts[kind.index()] * each * (0.5 + random.nextDouble()));
    }

    private int[] codes(int most) {
        int[] codes = CodeSet.empty();
        for (int i = 0; i < 3; i++) {
            codes = CodeSet.with(codes, random.nextInt(most));
        }
        return codes;
    }
}
