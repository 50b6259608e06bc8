package io.perennial.training;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.LearningPlan;
import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.SnapshotPlan;
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
        return set(ledgers());
    }

    public TrainingSet set(List<UserLedger> ledgers) {
        LearningPlan plan = LearningPlan.of(FIRST_DAY, asOf(), window);
        SnapshotPlan read = new SnapshotPlan(plan.rung(), asOf(), plan.served(), plan.learned(), "00");
        List<Integer> asOfs = new ArrayList<>();
        List<Role> roles = new ArrayList<>();
        plan.snapshots().stream().sorted((a, b) -> a.asOf() - b.asOf()).forEach(snapshot -> {
            asOfs.add(snapshot.asOf());
            roles.add(snapshot.role());
        });
        LabelledSnapshots labelled = snapshots(ledgers, asOfs, roles, plan.learned());
        return new TrainingSet(schema(), read, labelled, snapshots(ledgers, List.of(asOf()), List.of(), plan.served()));
    }

    private LabelledSnapshots snapshots(
            List<UserLedger> ledgers, List<Integer> asOfs, List<Role> roles, OutcomeWindow learned) {
        FeatureSchema schema = schema();
        Columns columns = new Columns();
        for (int s = 0; s < asOfs.size(); s++) {
            int asOf = asOfs.get(s);
            for (UserLedger ledger : ledgers) {
                History history = History.timeline(ledger).asOf(asOf);
                int last = history.lastDay(schema.context().churn().active());
                if (last == History.NONE) {
                    continue;
                }
                columns.users.add(ledger.user());
                columns.asOfs.add(asOf);
                if (!roles.isEmpty()) {
                    columns.roles.add(roles.get(s));
                }
                columns.eligible.add(last >= asOf - schema.context().churn().lookbackDays());
                columns.features.add(schema.vector(history));
                columns.sequences.add(
                        TrendSequence.isCovered(FIRST_DAY, asOf) ? TrendSequence.of(history, schema.context()) : null);
                columns.outcomes.add(
                        Outcome.read(ledger, asOf, learned, schema.context().churn(), schema.value()));
                columns.blocks.add(roles.isEmpty() ? null : blocks(ledger, asOf, schema));
            }
        }
        return columns.frozen(schema);
    }

    private long[] blocks(UserLedger ledger, int asOf, FeatureSchema schema) {
        if (asOf + TrendSequence.FUTURE_BLOCKS * TrendSequence.BLOCK_DAYS > asOf()) {
            return null;
        }
        long[] blocks = new long[TrendSequence.FUTURE_BLOCKS];
        for (int block = 0; block < blocks.length; block++) {
            OutcomeWindow month = new OutcomeWindow(block * TrendSequence.BLOCK_DAYS, TrendSequence.BLOCK_DAYS);
            blocks[block] = Outcome.read(ledger, asOf, month, schema.context().churn(), schema.value())
                    .valueMinor();
        }
        return blocks;
    }

    private static final class Columns {
        final List<String> users = new ArrayList<>();
        final List<Integer> asOfs = new ArrayList<>();
        final List<Role> roles = new ArrayList<>();
        final List<Boolean> eligible = new ArrayList<>();
        final List<double[]> features = new ArrayList<>();
        final List<double[]> sequences = new ArrayList<>();
        final List<Outcome> outcomes = new ArrayList<>();
        final List<long[]> blocks = new ArrayList<>();

        LabelledSnapshots frozen(FeatureSchema schema) {
            boolean[] isEligible = new boolean[users.size()];
            boolean[] active = new boolean[users.size()];
            for (int i = 0; i < active.length; i++) {
                isEligible[i] = eligible.get(i);
                active[i] = outcomes.get(i).active();
            }
            return new LabelledSnapshots(
                    schema.features().stream().map(feature -> feature.id()).toList(),
                    users,
                    asOfs.stream().mapToInt(Integer::intValue).toArray(),
                    roles,
                    isEligible,
                    features.toArray(double[][]::new),
                    sequences.toArray(double[][]::new),
                    active,
                    outcomes.stream().mapToInt(Outcome::occasions).toArray(),
                    outcomes.stream().mapToLong(Outcome::valueMinor).toArray(),
                    blocks.toArray(long[][]::new));
        }
    }
}
