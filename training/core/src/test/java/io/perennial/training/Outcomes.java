package io.perennial.training;

import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.TrainingSet;
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
}
