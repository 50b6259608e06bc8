package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.training.data.Rows;
import io.perennial.training.data.UserFold;
import io.perennial.training.evaluation.RankOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Columns none of which gives the outcome away, but whose weighted sum does: a total that counts the outcome's own event
 * less the parts that do not. Penalised models and trees miss such a sum, since it is a small difference of large
 * numbers; least squares finds it.
 *
 * @param auc     how well the sum of these columns ranks churners that it was not fitted to
 * @param columns few of them, heaviest first, that suffice
 */
record JointLeak(double auc, List<String> columns) {

    private static final int MOST_ROWS = 6_000;

    /** So little that a direction with a millionth of the variance of the others is kept. */
    private static final double RIDGE = 1e-12;

    /**
     * Looks for one whose AUC is above that which no honest set of columns is expected to reach.
     *
     * @param allowed columns to look past
     */
    static Optional<JointLeak> find(TableSchema schema, Rows all, Collection<String> allowed, long seed) {
        TableSample sample = TableSample.of(schema, all, MOST_ROWS, seed);
        Rows rows = sample.rows();
        Factors factors = new Factors(sample.schema(), rows.features());
        List<Term> terms = Terms.plain(factors).stream()
                .filter(term -> !allowed.contains(name(term, factors)))
                .toList();
        double[][] columns = new TermDesign(factors, terms, rows.features()).of(rows.features());
        boolean[] first = new boolean[rows.size()];
        IntStream.range(0, first.length).forEach(i -> first[i] = UserFold.of(rows.user(i), 2, seed) == 0);
        Halves halves = new Halves(columns, rows.churned(), first);
        int[] every = IntStream.range(0, terms.size()).toArray();
        if (!(halves.auc(every) > TableTrainer.TOO_GOOD)) { // NaN where a half holds one outcome
            return Optional.empty();
        }
        int[] heaviest = halves.heaviestFirst(every);
        for (int count = 2; count < heaviest.length; count += Math.max(1, count / 3)) {
            int[] some = Arrays.copyOf(heaviest, count);
            double auc = halves.auc(some);
            if (auc > TableTrainer.TOO_GOOD) {
                return Optional.of(new JointLeak(auc, names(some, terms, factors)));
            }
        }
        return Optional.of(new JointLeak(halves.auc(every), names(heaviest, terms, factors)));
    }

    private static List<String> names(int[] some, List<Term> terms, Factors factors) {
        Set<String> names = new LinkedHashSet<>();
        for (int at : some) {
            names.add(name(terms.get(at), factors));
        }
        return List.copyOf(names);
    }

    private static String name(Term term, Factors factors) {
        return factors.schema().ids().get(factors.all().get(term.left()).column());
    }

    /** What is refused and why, in words. */
    String words() {
        return String.format(
                Locale.ROOT,
                "a weighted sum of %s ranks churners with an AUC of %.4f, above %.2f: no columns known before the outcome"
                        + " do, so some of these run past it; nothing is learned",
                columns.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")),
                auc,
                TableTrainer.TOO_GOOD);
    }

    /**
     * Rows in two halves, each ranked by what the other gave.
     *
     * @param columns standardised
     * @param churned 1 or 0
     * @param first   whether a row is of the first half
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    private record Halves(double[][] columns, double[] churned, boolean[] first) {

        /** The mean AUC of the two halves by some columns. */
        double auc(int[] some) {
            return (auc(some, true) + auc(some, false)) / 2;
        }

        private double auc(int[] some, boolean half) {
            double[] weights = fit(some, half);
            double[] scores = Arrays.stream(columns)
                    .mapToDouble(row -> IntStream.range(0, some.length)
                            .mapToDouble(j -> weights[j] * row[some[j]])
                            .sum())
                    .toArray();
            double[] other = new double[scores.length];
            Arrays.setAll(other, i -> first[i] == half ? 0 : 1);
            return RankOrder.of(scores).auc(churned, other);
        }

        int[] heaviestFirst(int[] every) {
            double[] weights = fit(every, true);
            return IntStream.of(every)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> -Math.abs(weights[j])))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        /** Least squares of the outcome on some columns and a level, on one half; without the level. */
        private double[] fit(int[] some, boolean half) {
            int[] at = IntStream.range(0, first.length)
                    .filter(i -> first[i] == half)
                    .toArray();
            RealMatrix x = MatrixUtils.createRealMatrix(at.length, some.length + 1);
            for (int i = 0; i < at.length; i++) {
                for (int j = 0; j < some.length; j++) {
                    x.setEntry(i, j, columns[at[i]][some[j]]);
                }
                x.setEntry(i, some.length, 1);
            }
            RealVector y = MatrixUtils.createRealVector(
                    Arrays.stream(at).mapToDouble(i -> churned[i]).toArray());
            RealMatrix squares = x.transposeMultiply(x).scalarMultiply(1.0 / at.length);
            RealMatrix kept = squares.add(
                    MatrixUtils.createRealIdentityMatrix(some.length + 1).scalarMultiply(RIDGE));
            RealVector solved = new LUDecomposition(kept, 0)
                    .getSolver()
                    .solve(x.preMultiply(y).mapMultiply(1.0 / at.length));
            return solved.toArray();
        }
    }
}
