package io.perennial.training.data;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.time.LearningPlan;
import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Snapshot;
import io.perennial.features.time.OutcomeWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Cuts a training set from ledgers held in memory, row for row as the snapshots of {@code perennial features}: for
 * notebooks and logs that fit in memory. Nothing on or after the as-of is read.
 */
public final class LedgerSnapshots {

    private final FeatureSchema schema;
    private final LearningPlan plan;
    private final int firstDayOfLog;

    private LedgerSnapshots(FeatureSchema schema, LearningPlan plan, int firstDayOfLog) {
        this.schema = schema;
        this.plan = plan;
        this.firstDayOfLog = firstDayOfLog;
    }

    /**
     * The training set of a log.
     *
     * @param schema  what features and outcomes mean
     * @param ledgers one ledger a user, in any order
     * @param asOf    the day scores speak for, epoch day
     * @throws IllegalArgumentException where two ledgers are of one user, or nothing is visible as of the day
     */
    public static TrainingSet cut(FeatureSchema schema, List<UserLedger> ledgers, int asOf) {
        List<UserLedger> visible = visible(ledgers, asOf);
        int firstDay = visible.stream()
                .mapToInt(ledger -> ledger.days().get(0).day())
                .min()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no ledger has a day before the as-of; give one after the log's first day"));
        LearningPlan plan = LearningPlan.of(firstDay, asOf, schema.window());
        LedgerSnapshots snapshots = new LedgerSnapshots(schema, plan, firstDay);
        SnapshotPlan read = new SnapshotPlan(plan.rung(), asOf, plan.served(), plan.learned(), VisibleHash.of(visible));
        List<History.Timeline> timelines =
                visible.stream().map(History::timeline).toList();
        return new TrainingSet(schema, read, snapshots.labelled(timelines), snapshots.current(timelines));
    }

    private static List<UserLedger> visible(List<UserLedger> ledgers, int asOf) {
        Set<String> users = new HashSet<>();
        List<UserLedger> visible = new ArrayList<>();
        for (UserLedger ledger : ledgers) {
            if (!users.add(ledger.user())) {
                throw new IllegalArgumentException(
                        "two ledgers are of user " + ledger.user() + "; merge their days with UserLedger.merge");
            }
            List<LedgerDay> days =
                    ledger.days().stream().filter(day -> day.day() < asOf).toList();
            if (!days.isEmpty()) {
                visible.add(new UserLedger(ledger.user(), days));
            }
        }
        visible.sort(Comparator.comparing(UserLedger::user));
        return visible;
    }

    private LabelledSnapshots labelled(List<History.Timeline> users) {
        List<Line> lines = new ArrayList<>();
        plan.snapshots().stream()
                .sorted(Comparator.comparingInt(Snapshot::asOf))
                .forEach(snapshot -> users.stream()
                        .map(user -> line(user, snapshot.asOf(), snapshot.role()))
                        .filter(Line::everActive)
                        .forEach(lines::add));
        return columns(lines, lines.stream().map(Line::role).toList());
    }

    private LabelledSnapshots current(List<History.Timeline> users) {
        List<Line> lines =
                users.stream().map(user -> line(user, plan.asOf(), null)).toList();
        return columns(lines, List.of());
    }

    /** One user on one day; its outcome window is over, or it has no role and its outcome is empty. */
    @SuppressWarnings("ArrayRecordComponent") // Columns of numbers; two lines are never compared.
    private record Line(
            String user,
            int asOf,
            Role role,
            boolean everActive,
            boolean eligible,
            double[] features,
            double[] sequence,
            Outcome outcome,
            long[] blocks) {}

    private Line line(History.Timeline user, int asOf, Role role) {
        History history = user.asOf(asOf);
        ChurnRule churn = schema.context().churn();
        int last = history.lastDay(churn.active());
        boolean everActive = last != History.NONE;
        return new Line(
                user.ledger().user(),
                asOf,
                role,
                everActive,
                everActive && last >= asOf - churn.lookbackDays(),
                schema.vector(history),
                TrendSequence.isCovered(firstDayOfLog, asOf) ? TrendSequence.of(history, schema.context()) : null,
                role == null ? new Outcome(false, 0, 0, 0) : outcome(user.ledger(), asOf),
                role == null ? null : blocks(user.ledger(), asOf));
    }

    private Outcome outcome(UserLedger ledger, int asOf) {
        OutcomeWindow window = plan.learned();
        return Outcome.read(ledger, asOf, window, schema.context().churn(), schema.value());
    }

    /** The six blocks after a snapshot, or null until the last of them is over. */
    private long[] blocks(UserLedger ledger, int asOf) {
        int days = TrendSequence.FUTURE_BLOCKS * TrendSequence.BLOCK_DAYS;
        return asOf + days > plan.asOf()
                ? null
                : Outcome.blocks(ledger, asOf, TrendSequence.FUTURE_BLOCKS, TrendSequence.BLOCK_DAYS, schema.value());
    }

    private LabelledSnapshots columns(List<Line> lines, List<Role> roles) {
        boolean[] eligible = new boolean[lines.size()];
        boolean[] active = new boolean[lines.size()];
        IntStream.range(0, lines.size()).forEach(i -> {
            eligible[i] = lines.get(i).eligible();
            active[i] = lines.get(i).outcome().active();
        });
        return new LabelledSnapshots(
                schema.features().stream().map(Feature::id).toList(),
                lines.stream().map(Line::user).toList(),
                lines.stream().mapToInt(Line::asOf).toArray(),
                roles,
                eligible,
                lines.stream().map(Line::features).toArray(double[][]::new),
                lines.stream().map(Line::sequence).toArray(double[][]::new),
                active,
                lines.stream().mapToInt(line -> line.outcome().occasions()).toArray(),
                lines.stream().mapToLong(line -> line.outcome().valueMinor()).toArray(),
                lines.stream().map(Line::blocks).toArray(long[][]::new));
    }
}
