package io.perennial.training;

import io.perennial.training.data.LabelledSnapshots;
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
                        .toArray());
    }
}
