package io.perennial.training;

import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserFold;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Snapshots whose outcomes were replaced. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * The same rows with other outcomes.
     *
     * @param rows   whose users, days and features are kept
     * @param active whether each row's user stays
     * @param value  what each is worth, minor units
     */
    public static LabelledSnapshots of(LabelledSnapshots rows, boolean[] active, long[] value) {
        int[] occasions = new int[rows.size()];
        Arrays.setAll(occasions, i -> active[i] ? Math.max(1, rows.occasions()[i]) : 0);
        return of(rows, active, occasions, value);
    }

    /** The same rows with other outcomes, occasions stated. */
    public static LabelledSnapshots of(LabelledSnapshots rows, boolean[] active, int[] occasions, long[] value) {
        double[] days = rows.firstActiveDays();
        return new LabelledSnapshots(
                rows.featureIds(),
                rows.users(),
                rows.asOfs(),
                rows.roles(),
                rows.eligible(),
                rows.features(),
                rows.sequences(),
                active,
                occasions,
                value,
                rows.blocksMinor(),
                IntStream.range(0, active.length)
                        .mapToDouble(i -> !active[i] ? Double.NaN : Double.isNaN(days[i]) ? 0 : days[i])
                        .toArray(),
                rows.horizonsMinor());
    }

    /**
     * The same set where whoever's mean basket is above 50 bought three times as often as before, the others a third:
     * no member of the NBD family sees baskets.
     */
    public static TrainingSet withHabit(TrainingSet set) {
        LabelledSnapshots rows = set.labelled();
        int basket = rows.column("mean_basket");
        int[] occasions = rows.occasions().clone();
        Arrays.setAll(occasions, i -> rows.features()[i][basket] > 50 ? 3 * occasions[i] : (occasions[i] + 2) / 3);
        return new TrainingSet(
                set.schema(), set.plan(), of(rows, rows.active(), occasions, rows.valueMinor()), set.current());
    }

    /** The same rows with the outcomes of other users: nothing can be learned but the rate. */
    static TrainingSet shuffled(TrainingSet set) {
        LabelledSnapshots rows = set.labelled();
        boolean[] active = new boolean[rows.size()];
        long[] value = new long[rows.size()];
        for (int i = 0; i < active.length; i++) {
            long hash = UserFold.hash(rows.users().get(i) + rows.asOfs()[i], 3);
            active[i] = Long.remainderUnsigned(hash, 10) < 4;
            value[i] = active[i] ? Long.remainderUnsigned(hash, 10_000) : 0;
        }
        return new TrainingSet(set.schema(), set.plan(), of(rows, active, value), set.current());
    }

    /** The same rows where everybody stays, or nobody. */
    static TrainingSet allActive(TrainingSet set, boolean isActive) {
        LabelledSnapshots rows = set.labelled();
        boolean[] active = new boolean[rows.size()];
        Arrays.fill(active, isActive);
        long[] value = isActive ? rows.valueMinor() : new long[rows.size()];
        return new TrainingSet(set.schema(), set.plan(), of(rows, active, value), set.current());
    }
}
