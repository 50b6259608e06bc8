package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Rows whose six coming blocks are closed: what a trend is learned and judged on.
 *
 * @param rows  the rows, in order
 * @param value expected-margin units of one minor unit of money
 */
record BlockRows(Rows rows, double value) {

    /** The longest a row's outcome runs past its as-of, days. */
    static final int OUTCOME_DAYS = TrendSequence.FUTURE_BLOCKS * TrendSequence.BLOCK_DAYS;

    static BlockRows of(TrainingSet set, Rows rows) {
        double value =
                set.schema().value().margin() / set.schema().context().log().minorPerMajor();
        return new BlockRows(closed(rows), value);
    }

    /** The rows whose six blocks were closed when the snapshots were made. */
    static Rows closed(Rows rows) {
        return rows.where(i -> rows.data().blocksMinor()[rows.row(i)] != null);
    }

    /** Those whose past blocks the log covers. */
    BlockRows withPast() {
        return where(i -> sequence(i) != null);
    }

    BlockRows where(IntPredicate position) {
        return new BlockRows(rows.where(position), value);
    }

    BlockRows atMost(int most, long seed) {
        return new BlockRows(rows.atMost(most, seed), value);
    }

    int size() {
        return rows.size();
    }

    /** The number of different users. */
    int userCount() {
        return rows.userCount();
    }

    /** The newest as-of, epoch day; there is at least one row. */
    int newest() {
        return rows.asOf(rows.size() - 1);
    }

    /** The 24 past blocks of a row, flattened; null where the log does not cover them. */
    double[] sequence(int i) {
        return rows.data().sequences()[rows.row(i)];
    }

    /** The pasts of all rows, in order. */
    double[][] sequences() {
        return all(this::sequence);
    }

    /** What came: net spend of each coming block in major units, after margin, not negative. */
    double[][] spend() {
        return all(i -> Arrays.stream(rows.data().blocksMinor()[rows.row(i)])
                .mapToDouble(minor -> Math.max(0, minor) * value)
                .toArray());
    }

    private double[][] all(java.util.function.IntFunction<double[]> row) {
        return java.util.stream.IntStream.range(0, size()).mapToObj(row).toArray(double[][]::new);
    }
}
