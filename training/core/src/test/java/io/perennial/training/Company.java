package io.perennial.training;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.data.LedgerSnapshots;
import io.perennial.training.data.TrainingSet;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** A company invented for tests: users with a rate of purchase, a basket and a day on which they silently leave. */
public record Company(int users, int days, OutcomeWindow window, Set<EventKind> carried, double leaveDaily, long seed) {

    static final int FIRST_DAY = (int) LocalDate.of(2023, 1, 1).toEpochDay();

    public static Company shop(int users, int days, int horizon) {
        return new Company(users, days, new OutcomeWindow(0, horizon), EnumSet.of(EventKind.PURCHASE), 1.0 / 400, 7);
    }

    public Company leaving(double daily) {
        return new Company(users, days, window, carried, daily, seed);
    }

    public Company carrying(Set<EventKind> kinds) {
        return new Company(users, days, window, kinds, leaveDaily, seed);
    }

    public Company seeded(long other) {
        return new Company(users, days, window, carried, leaveDaily, other);
    }

    public int asOf() {
        return FIRST_DAY + days;
    }

    public FeatureSchema schema() {
        LogDefinition log = new LogDefinition(ZoneId.of("Asia/Shanghai"), "CNY", carried);
        ChurnRule churn = new ChurnRule(carried, ChurnRule.defaultLookback(window.horizonDays()));
        return new FeatureSchema(new FeatureContext(log, churn), window, ValueRule.defaults());
    }

    public List<UserLedger> ledgers() {
        SplittableRandom random = new SplittableRandom(seed);
        List<UserLedger> ledgers = new ArrayList<>();
        for (int u = 0; u < users; u++) {
            ledgers.add(ledger(String.format(java.util.Locale.ROOT, "u%06d", u), random.split()));
        }
        return ledgers;
    }

    private UserLedger ledger(String user, SplittableRandom random) {
        int start = FIRST_DAY + random.nextInt(Math.max(1, days * 2 / 3));
        double rate = -Math.log(1 - random.nextDouble()) / 25;
        double basket = Math.exp(3 + random.nextDouble() * 2);
        List<LedgerDay> active = new ArrayList<>();
        for (int day = start; day < asOf(); day++) {
            if (day > start && random.nextDouble() < leaveDaily) {
                break;
            }
            if (day == start || random.nextDouble() < rate) {
                active.add(day(day, Math.round(100 * basket * (0.5 + random.nextDouble()))));
            }
        }
        return new UserLedger(user, active);
    }

    private LedgerDay day(int day, long amountMinor) {
        int[] counts = new int[EventKind.COUNT];
        carried.forEach(kind -> counts[kind.index()] = 1);
        long spend = carried.contains(EventKind.PURCHASE) ? amountMinor : 0;
        return new LedgerDay(day, counts, spend, 0, 0, 0, 0, new int[0], new int[0]);
    }

    public TrainingSet set() {
        return LedgerSnapshots.cut(schema(), ledgers(), asOf());
    }
}
