package io.perennial.training.data;

import io.perennial.features.time.LearningPlan.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Some rows of labelled snapshots, in order; what every trainer and judge works on. Positions {@code 0..size-1} are
 * within the selection. Each user's rows weigh 1 together, so that a user seen on ten days counts as one person.
 */
public final class Rows {

    private final LabelledSnapshots data;
    private final int[] at;
    private final Set<String> heldOut;
    private final double[] weights;

    Rows(LabelledSnapshots data, int[] at) {
        this(data, at, Set.of());
    }

    private Rows(LabelledSnapshots data, int[] at, Set<String> heldOut) {
        this.data = data;
        this.at = at;
        this.heldOut = heldOut;
        this.weights = weights(data, at);
    }

    private static double[] weights(LabelledSnapshots data, int[] at) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row : at) {
            rows.merge(data.users().get(row), 1, Integer::sum);
        }
        return Arrays.stream(at)
                .mapToDouble(row -> 1.0 / rows.get(data.users().get(row)))
                .toArray();
    }

    /** The snapshots selected from. */
    public LabelledSnapshots data() {
        return data;
    }

    /** The number of rows. */
    public int size() {
        return at.length;
    }

    /** Whether nothing is selected. */
    public boolean isEmpty() {
        return at.length == 0;
    }

    /** The row number in the snapshots of a position. */
    public int row(int i) {
        return at[i];
    }

    public String user(int i) {
        return data.users().get(at[i]);
    }

    /** The as-of of a position, epoch day. */
    public int asOf(int i) {
        return data.asOfs()[at[i]];
    }

    /** The feature vector, NaN for missing; not to be changed. */
    public double[] features(int i) {
        return data.features()[at[i]];
    }

    /** The feature vectors in order; not to be changed. */
    public double[][] features() {
        return Arrays.stream(at).mapToObj(row -> data.features()[row]).toArray(double[][]::new);
    }

    /**
     * The feature vectors in order as a learner may see them: without a season that was {@linkplain Season seen once}.
     */
    public double[][] featuresToLearn() {
        return Season.of(data.featureIds(), data.spanDays()).hiddenIn(features());
    }

    /** 1 where the user churned, 0 where an active event followed. */
    public double churned(int i) {
        return data.active()[at[i]] ? 0 : 1;
    }

    /** {@link #churned} of every position. */
    public double[] churned() {
        return of(this::churned);
    }

    /** Days of history that the user known longest shows; 0 where nobody was ever active. */
    public int oldestTenure() {
        int tenure = data.column("tenure_days");
        return IntStream.range(0, size())
                .mapToDouble(i -> features(i)[tenure] + 1)
                .filter(days -> !Double.isNaN(days))
                .mapToInt(days -> (int) days)
                .max()
                .orElse(0);
    }

    /** These rows of other snapshots of the same users and days. */
    Rows in(LabelledSnapshots others) {
        return new Rows(others, at, heldOut);
    }

    /** The purchase occasions that followed. */
    public double occasions(int i) {
        return data.occasions()[at[i]];
    }

    /** Days from the start of the outcome window to the first active event; NaN where none followed. */
    public double firstActiveDay(int i) {
        return data.firstActiveDays()[at[i]];
    }

    /** The money that followed in minor units, before margin and discount. */
    public double valueMinor(int i) {
        return data.valueMinor()[at[i]];
    }

    /** Weights: each user's rows in this selection weigh 1 together. */
    public double[] weights() {
        return weights.clone();
    }

    /** User ids in order. */
    public String[] users() {
        return Arrays.stream(at).mapToObj(row -> data.users().get(row)).toArray(String[]::new);
    }

    /** The number of different users. */
    public int userCount() {
        return (int) Arrays.stream(at).mapToObj(data.users()::get).distinct().count();
    }

    /** A column over the positions. */
    public double[] of(IntToDoubleFunction value) {
        return IntStream.range(0, at.length).mapToDouble(value).toArray();
    }

    /** A column over the positions laid out over all rows of the snapshots, NaN elsewhere. */
    public double[] spread(double[] column) {
        double[] all = new double[data.size()];
        Arrays.fill(all, Double.NaN);
        for (int i = 0; i < column.length; i++) {
            all[at[i]] = column[i];
        }
        return all;
    }

    /** The part of a column over the positions that belongs to rows which are among them. */
    public double[] pick(double[] column, Rows wanted) {
        double[] all = spread(column);
        return wanted.of(i -> all[wanted.row(i)]);
    }

    /** The positions that satisfy a condition, as a selection of their own with weights of their own. */
    public Rows where(IntPredicate position) {
        return new Rows(
                data,
                IntStream.range(0, at.length).filter(position).map(i -> at[i]).toArray(),
                heldOut);
    }

    /** The rows whose as-of plays a part. */
    public Rows role(Role role) {
        return where(i -> data.roles().get(at[i]) == role);
    }

    /** The rows on the newest as-of of the selection. */
    public Rows newest() {
        int newest = newestDay();
        return where(i -> asOf(i) == newest);
    }

    /** The rows of all other users, held out from whom those of some rows are: {@link #everybody} leaves them out too. */
    public Rows without(Rows out) {
        Set<String> all = new HashSet<>(heldOut);
        all.addAll(Arrays.asList(out.users()));
        return new Rows(
                data,
                Arrays.stream(at)
                        .filter(row -> !all.contains(data.users().get(row)))
                        .toArray(),
                all);
    }

    private int newestDay() {
        return Arrays.stream(at).map(row -> data.asOfs()[row]).max().orElse(0);
    }

    /**
     * Everybody visible on the newest as-of of the selection, selected or not, but for users who were {@linkplain
     * #without held out} from it: what reads no outcome learns from them all.
     */
    public Rows everybody() {
        int newest = newestDay();
        return new Rows(
                data,
                IntStream.range(0, data.size())
                        .filter(row -> data.asOfs()[row] == newest)
                        .filter(row -> !heldOut.contains(data.users().get(row)))
                        .toArray(),
                heldOut);
    }

    /** The fold of each position's user. */
    public int[] folds(int folds, long seed) {
        return IntStream.range(0, at.length)
                .map(i -> UserFold.of(user(i), folds, seed))
                .toArray();
    }

    /** Columns of numbers for the rows of a fold by what was learned from the others; safe for several threads. */
    @FunctionalInterface
    public interface HeldOut {
        double[][] of(int fold, Rows rest, Rows out);
    }

    /**
     * Columns of numbers for each position by what did not see its user; the folds are learned at once.
     *
     * @param folds   the fold of each position, as {@link #folds} gives it
     * @param columns how many columns there are
     */
    public double[][] outOfFold(int[] folds, int columns, HeldOut learner) {
        double[][] all = new double[columns][at.length];
        int count = 1 + Arrays.stream(folds).max().orElse(-1);
        IntStream.range(0, count).parallel().forEach(fold -> {
            Rows out = where(i -> folds[i] == fold);
            if (!out.isEmpty()) {
                double[][] numbers = learner.of(fold, without(out), out);
                for (int column = 0; column < columns; column++) {
                    scatter(numbers[column], folds, fold, all[column]);
                }
            }
        });
        return all;
    }

    private static void scatter(double[] numbers, int[] folds, int fold, double[] all) {
        int next = 0;
        for (int i = 0; i < folds.length; i++) {
            if (folds[i] == fold) {
                all[i] = numbers[next++];
            }
        }
    }

    /** Whether the same rows of the same snapshots are selected, in the same order. */
    public boolean isSame(Rows other) {
        return data.features() == other.data.features() && Arrays.equals(at, other.at) && heldOut.equals(other.heldOut);
    }

    /** About so many rows at most, chosen by a hash of user and as-of, so that as many users as can be stay in. */
    public Rows atMost(int rows, long seed) {
        if (at.length <= rows) {
            return this;
        }
        RowSample sample = RowSample.of(rows, at.length, seed);
        return where(i -> sample.has(user(i), asOf(i)));
    }
}
