package io.perennial.training.data;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.feature.UserSnapshot;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.time.EventDays;
import io.perennial.features.time.LearningPlan;
import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Snapshot;
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
        int firstDay = eventDays(visible).span(asOf).first();
        LearningPlan plan = LearningPlan.of(firstDay, asOf, schema.window());
        LedgerSnapshots snapshots = new LedgerSnapshots(schema, plan, firstDay);
        SnapshotPlan read = new SnapshotPlan(
                plan.rung(), asOf, plan.served(), plan.learned(), visible.size(), VisibleHash.of(visible));
        List<History.Timeline> timelines =
                visible.stream().map(History::timeline).toList();
        return new TrainingSet(schema, read, snapshots.labelled(timelines), snapshots.current(timelines));
    }

    private static EventDays eventDays(List<UserLedger> ledgers) {
        EventDays days = new EventDays();
        for (UserLedger ledger : ledgers) {
            int first = ledger.days().get(0).day();
            ledger.days().forEach(day -> days.add(day.day(), 1, day.day() == first ? 1 : 0));
        }
        return days;
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
                        .filter(line -> line.snapshot().everActive())
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
            String user, Role role, UserSnapshot snapshot, Outcome outcome, long[] blocks, long[] horizons) {}

    private Line line(History.Timeline user, int asOf, Role role) {
        UserSnapshot snapshot = UserSnapshot.of(user.asOf(asOf), schema, firstDayOfLog);
        UserLedger ledger = user.ledger();
        if (role == null) {
            return new Line(ledger.user(), null, snapshot, Outcome.nothing(), null, new long[0]);
        }
        return new Line(
                ledger.user(),
                role,
                snapshot,
                Outcome.read(ledger, asOf, plan.learned(), schema.context().churn(), schema.value()),
                TrendSequence.isClosed(asOf, plan.asOf()) ? TrendSequence.future(ledger, asOf, schema.value()) : null,
                ValueHorizons.closed(ledger, asOf, plan.learned().gapDays(), plan.asOf(), schema.value()));
    }

    private LabelledSnapshots columns(List<Line> lines, List<Role> roles) {
        boolean[] eligible = new boolean[lines.size()];
        boolean[] active = new boolean[lines.size()];
        IntStream.range(0, lines.size()).forEach(i -> {
            eligible[i] = lines.get(i).snapshot().eligible();
            active[i] = lines.get(i).outcome().active();
        });
        return new LabelledSnapshots(
                schema.features().stream().map(Feature::id).toList(),
                lines.stream().map(Line::user).toList(),
                lines.stream().mapToInt(line -> line.snapshot().asOf()).toArray(),
                roles,
                eligible,
                lines.stream().map(line -> line.snapshot().features()).toArray(double[][]::new),
                lines.stream().map(line -> line.snapshot().sequence()).toArray(double[][]::new),
                active,
                lines.stream().mapToInt(line -> line.outcome().occasions()).toArray(),
                lines.stream().mapToLong(line -> line.outcome().valueMinor()).toArray(),
                lines.stream().map(Line::blocks).toArray(long[][]::new),
                lines.stream()
                        .mapToDouble(line -> firstActiveDay(line.outcome()))
                        .toArray(),
                lines.stream().map(Line::horizons).toArray(long[][]::new));
    }

    private static double firstActiveDay(Outcome outcome) {
        return outcome.active() ? outcome.firstActiveDay().getAsInt() : Double.NaN;
    }
}
