package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.training.churn.Calibrator;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A score for rows in which something is newly missing. Averages stand for it, but the chance at the average is not the
 * average chance: for each column that is newly missing the log-odds are moved so far that training rows keep their mean
 * probability when their cells are hidden. A row in which nothing is keeps its score to the bit.
 *
 * @param score  log-odds
 * @param design what is newly missing
 * @param shifts for each column of the design how far the log-odds move
 */
record NewlyMissingScore(Learned score, NewlyMissingDesign design, Doubles shifts) implements Learned {

    private static final int MOST_ROWS = 2_000;
    private static final int SWEEPS = 50;
    private static final double ENOUGH = 1e-6;

    /** Of so many hidden rows a shift is believed to be nothing. */
    private static final double RIDGE = 1;

    @Override
    public int addTo(ModelDraft draft) {
        int known = score.addTo(draft);
        int shift = draft.add(new Linear(design.addTo(draft), shifts, 0));
        return draft.add(new Blend(Ints.of(known, shift), Doubles.of(1, 1), 0));
    }

    @Override
    public List<Learned> members() {
        return score.members();
    }

    /**
     * The score that is right in the mean for rows with hidden cells too; as it is where every column was missing in enough
     * rows.
     *
     * @param schema with what all rows show of each column
     */
    static Learned of(Learned score, Calibrator calibrator, TableSchema schema, Rows all, long seed) {
        NewlyMissingDesign design = new NewlyMissingDesign(schema);
        if (design.width() == 0 || !(calibrator.a() > ENOUGH)) {
            return score;
        }
        double[][] rows = all.atMost(MOST_ROWS, seed).features();
        Hidden hidden = Hidden.of(rows, design.columns(), new SplittableRandom(seed));
        double[] known = margins(score.predict(rows), calibrator);
        double[] targets = new double[hidden.rows.length];
        Arrays.setAll(targets, i -> Activation.SIGMOID.of(known[i % known.length]));
        double[] moved = hidden.shifts(margins(score.predict(hidden.rows), calibrator), targets);
        return new NewlyMissingScore(
                score,
                design,
                Doubles.of(Arrays.stream(moved)
                        .map(shift -> shift / calibrator.a())
                        .toArray()));
    }

    private static double[] margins(double[] scores, Calibrator calibrator) {
        return Arrays.stream(scores)
                .map(score -> calibrator.a() * score + calibrator.c())
                .toArray();
    }

    /**
     * Rows of which cells are hidden: each with one of the columns in question, with some, and with all of them. Others
     * stay: what is learned of them when they are missing is no part of a shift.
     *
     * @param rows    the rows, one round of all after another
     * @param without for each column in question the rows in which it is hidden
     */
    @SuppressWarnings("ArrayRecordComponent") // Made and read here alone, never compared.
    private record Hidden(double[][] rows, List<int[]> without) {

        static Hidden of(double[][] rows, int[] columns, SplittableRandom random) {
            List<double[]> hidden = new ArrayList<>();
            for (double[] row : rows) {
                hidden.add(without(row, IntStream.of(columns[random.nextInt(columns.length)])));
            }
            for (double[] row : rows) {
                double share = random.nextDouble();
                hidden.add(without(row, Arrays.stream(columns).filter(column -> random.nextDouble() < share)));
            }
            for (double[] row : rows) {
                hidden.add(without(row, Arrays.stream(columns)));
            }
            List<int[]> without = Arrays.stream(columns)
                    .mapToObj(column -> IntStream.range(0, hidden.size())
                            .filter(i -> Double.isNaN(hidden.get(i)[column]))
                            .toArray())
                    .toList();
            return new Hidden(hidden.toArray(double[][]::new), without);
        }

        private static double[] without(double[] row, IntStream columns) {
            double[] less = row.clone();
            columns.forEach(column -> less[column] = Double.NaN);
            return less;
        }

        /** Maximum likelihood with the margins as offsets, by Newton's steps column by column. */
        double[] shifts(double[] margins, double[] targets) {
            double[] shifts = new double[without.size()];
            double largest = Double.POSITIVE_INFINITY;
            for (int sweep = 0; sweep < SWEEPS && largest > ENOUGH; sweep++) {
                largest = 0;
                for (int column = 0; column < shifts.length; column++) {
                    double step = step(without.get(column), shifts[column], margins, targets);
                    shifts[column] += step;
                    for (int row : without.get(column)) {
                        margins[row] += step;
                    }
                    largest = Math.max(largest, Math.abs(step));
                }
            }
            return shifts;
        }

        private static double step(int[] rows, double shift, double[] margins, double[] targets) {
            double slope = RIDGE * shift;
            double bend = RIDGE;
            for (int row : rows) {
                double p = Activation.SIGMOID.of(margins[row]);
                slope += p - targets[row];
                bend += p * (1 - p);
            }
            return -slope / bend;
        }
    }
}
