package io.perennial.training.data;

import java.util.Arrays;
import java.util.List;

/**
 * The season as a learner may see it: where the snapshots span less than a year it is hidden. Seen once, it can't be
 * told from the age of the log, and would be taken for it.
 */
public final class Season {

    /** Days after which a season comes back. */
    private static final int DAYS = 365;

    private static final List<String> FEATURES = List.of("season_sin", "season_cos");

    private final int[] hidden;

    private Season(int[] hidden) {
        this.hidden = hidden;
    }

    /**
     * The season of snapshots.
     *
     * @param featureIds ids of the feature columns
     * @param spanDays   days from the earliest as-of to the latest
     */
    public static Season of(List<String> featureIds, int spanDays) {
        return new Season(
                spanDays >= DAYS
                        ? new int[0]
                        : FEATURES.stream()
                                .mapToInt(featureIds::indexOf)
                                .filter(column -> column >= 0)
                                .toArray());
    }

    /** The rows with NaN in the columns that are hidden; those given are left as they are. */
    public double[][] hiddenIn(double[][] rows) {
        return hidden.length == 0
                ? rows
                : Arrays.stream(rows).map(this::hiddenIn).toArray(double[][]::new);
    }

    private double[] hiddenIn(double[] row) {
        double[] seen = row.clone();
        for (int column : hidden) {
            seen[column] = Double.NaN;
        }
        return seen;
    }
}
