package io.perennial.training.data;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All that training reads.
 *
 * @param schema  what the features and outcomes mean
 * @param plan    how much history there is
 * @param labelled past days with what followed
 * @param current the users as of the day scores speak for, without labels: used for levels, reference rows and peers
 * @param seen    the labelled days with all features, also those hidden from learners: they tell how old the log was
 */
public record TrainingSet(
        FeatureSchema schema,
        SnapshotPlan plan,
        LabelledSnapshots labelled,
        LabelledSnapshots current,
        LabelledSnapshots seen) {

    /** Days back to the same season. */
    private static final int YEAR = 365;

    /** A set of which learners see all features. */
    public TrainingSet(FeatureSchema schema, SnapshotPlan plan, LabelledSnapshots labelled, LabelledSnapshots current) {
        this(schema, plan, labelled, current, labelled);
    }

    /**
     * Major units of expected margin in one major unit of money in the outcome window: the margin, discounted from the
     * middle of the window, since snapshots do not say on which day of it money came.
     */
    public double valuePerMajor() {
        return schema.value().margin() * discount();
    }

    /** {@link #valuePerMajor} of one minor unit of money. */
    public double valuePerMinor() {
        return valuePerMajor() / schema.context().log().minorPerMajor();
    }

    /** What the user of a position turned out to be worth in the outcome window, major units of margin, discounted. */
    public double value(Rows rows, int i) {
        return rows.valueMinor(i) * valuePerMinor();
    }

    /** {@link #value} of every position. */
    public double[] values(Rows rows) {
        double unit = valuePerMinor();
        return rows.of(i -> rows.valueMinor(i) * unit);
    }

    /** What one unit of money in the middle of the served window is worth on the as-of, in (0, 1]. */
    public double discount() {
        return discount(plan.served());
    }

    /** What one unit of money in the middle of a window is worth on the as-of, in (0, 1]. */
    public double discount(OutcomeWindow window) {
        return discountAfter(window.gapDays() + window.horizonDays() / 2.0);
    }

    /** What one unit of money so many days after the as-of is worth on it, in (0, 1]. */
    public double discountAfter(double days) {
        return StrictMath.pow(1 + schema.value().discountAnnual(), -days / ValueRule.DAYS_A_YEAR);
    }

    /**
     * The rows whose as-of lies nearest to one year before the as-of, at most half a step of snapshots away; empty
     * where there are none. The coming window has the season of theirs.
     */
    public Rows oneYearBefore(Rows rows) {
        return oneYearBefore(rows, plan.asOf());
    }

    /** The same for another day than the as-of, epoch day. */
    public Rows oneYearBefore(Rows rows, int day) {
        int wanted = day - YEAR;
        int tolerance = plan.learned().stepDays() / 2 + 1;
        int nearest = IntStream.range(0, rows.size())
                .map(rows::asOf)
                .filter(asOf -> Math.abs(asOf - wanted) <= tolerance)
                .boxed()
                .min(Comparator.comparingInt(asOf -> Math.abs(asOf - wanted)))
                .orElse(Integer.MIN_VALUE);
        return rows.where(i -> rows.asOf(i) == nearest);
    }

    /**
     * How far the window one year before can be trusted with the level, 0 to 1: by the share of the look-back that its
     * log was old. Histories cut short by a young log make old customers look new, and new ones stay less.
     *
     * @param lastYear the rows of {@link #oneYearBefore}
     */
    public double trustIn(Rows lastYear) {
        return Math.min(
                1,
                (double) lastYear.in(seen).oldestTenure()
                        / schema.context().churn().lookbackDays());
    }
}
