package io.perennial.training.data;

import io.perennial.features.time.LearningPlan.Role;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Users as they looked on past days and what they did afterwards, by column: row {@code i} is one user on one as-of.
 *
 * <p>Arrays are not copied: whoever makes one hands them over. Rows are ordered by as-of, then user, so that nothing
 * learned depends on the order of files.
 *
 * @param featureIds   ids of the feature columns, in the order of every vector
 * @param users        user id
 * @param asOfs        as-of, epoch day
 * @param roles        part the as-of plays; null in the rows to score
 * @param eligible     whether the user had an active event within the look-back
 * @param features     feature vectors, NaN for missing
 * @param sequences    last 24 blocks of 30 days, flattened oldest first; null where the history is shorter
 * @param active       label: an active event in the outcome window
 * @param occasions    label: purchase occasions in the outcome window
 * @param valueMinor   label: money in the outcome window, minor units, before margin and discount
 * @param blocksMinor  label: money in the six blocks of 30 days from the as-of, minor units; null until closed
 * @param firstActiveDays label: days from the start of the outcome window to the first active event; NaN where there was
 *                     none, or where its day is not known
 * @param horizonsMinor label: money over each of {@link io.perennial.features.outcome.ValueHorizons} that is over,
 *                     shortest first, minor units; empty in the rows to score
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of numbers; two sets of snapshots are never compared.
public record LabelledSnapshots(
        List<String> featureIds,
        List<String> users,
        int[] asOfs,
        List<Role> roles,
        boolean[] eligible,
        double[][] features,
        double[][] sequences,
        boolean[] active,
        int[] occasions,
        long[] valueMinor,
        long[][] blocksMinor,
        double[] firstActiveDays,
        long[][] horizonsMinor) {

    public LabelledSnapshots {
        featureIds = List.copyOf(featureIds);
        int rows = users.size();
        if (asOfs.length != rows
                || eligible.length != rows
                || features.length != rows
                || sequences.length != rows
                || active.length != rows
                || occasions.length != rows
                || valueMinor.length != rows
                || blocksMinor.length != rows
                || firstActiveDays.length != rows
                || horizonsMinor.length != rows
                || (!roles.isEmpty() && roles.size() != rows)) {
            throw new IllegalArgumentException("snapshot columns differ in length; " + rows + " users");
        }
    }

    /** The number of rows. */
    public int size() {
        return users.size();
    }

    /** The column of a feature, or -1 where the snapshots have none of that id. */
    public int column(String featureId) {
        return featureIds.indexOf(featureId);
    }

    /** Days from the earliest as-of to the latest; 0 where there is no row. */
    public int spanDays() {
        IntSummaryStatistics days = IntStream.of(asOfs).summaryStatistics();
        return asOfs.length == 0 ? 0 : days.getMax() - days.getMin();
    }

    /** Every row. */
    public Rows all() {
        return where(row -> true);
    }

    /** The rows that satisfy a condition on the row number, in order. */
    public Rows where(IntPredicate condition) {
        return new Rows(this, IntStream.range(0, size()).filter(condition).toArray());
    }

    /** The eligible rows, in order. */
    public Rows eligibleRows() {
        return where(row -> eligible[row]);
    }
}
