package io.perennial.training.learner;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How features are made ready for learners that know no missing values: missing filled with the column's median and
 * flagged, and for linear learners put on a log scale and standardised. Learned from training rows only; a column that
 * is always missing, or constant for all but one row in a hundred, carries nothing and is left out.
 */
public final class Preparation {

    private static final double CONSTANT = 1e-9;

    /** Share of rows at either end that alone make no column vary. */
    private static final double OUTERMOST = 0.005;

    private final Ints kept;
    private final double[] fill;
    private final Ints flags;

    private Preparation(Ints kept, double[] fill, Ints flags) {
        this.kept = kept;
        this.fill = fill;
        this.flags = flags;
    }

    /** Learns fills and flags from rows; a flag is kept where between 1 % and 99 % of the rows are missing. */
    public static Preparation of(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        List<Integer> kept = new ArrayList<>();
        List<Double> fill = new ArrayList<>();
        List<Integer> flags = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            double[] present = present(rows, column);
            if (!carries(present, rows.length)) {
                continue;
            }
            if (isFlagged(present, rows.length)) {
                flags.add(kept.size());
            }
            kept.add(column);
            fill.add(present[present.length / 2]);
        }
        return new Preparation(
                Ints.of(kept), fill.stream().mapToDouble(Double::doubleValue).toArray(), Ints.of(flags));
    }

    /** Whether no column of the rows carries anything; looks no further than the first that does. */
    public static boolean findsNothing(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        return IntStream.range(0, width).noneMatch(column -> carries(present(rows, column), rows.length));
    }

    private static boolean carries(double[] present, int rows) {
        return present.length > 0 && (varies(present) || isFlagged(present, rows));
    }

    /** Whether it differs beyond the outermost rows: standardised, a column all but constant would explode later. */
    private static boolean varies(double[] sorted) {
        int last = sorted.length - 1;
        int cut = (int) (OUTERMOST * last);
        return sorted[last - cut] - sorted[cut] >= CONSTANT;
    }

    private static boolean isFlagged(double[] present, int rows) {
        double missing = 1 - (double) present.length / rows;
        return missing >= 0.01 && missing <= 0.99;
    }

    private static double[] present(double[][] rows, int column) {
        return Arrays.stream(rows)
                .mapToDouble(row -> row[column])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** Columns after filling and flagging. */
    public int width() {
        return fill.length + flags.size();
    }

    /** Adds the nodes that fill and flag, and gives the last one's number. */
    public int addImputed(ModelDraft draft) {
        int selected = draft.add(new Select(draft.features(), kept));
        return draft.add(new Impute(selected, Doubles.of(fill), flags));
    }

    /**
     * Adds the nodes that fill, flag and put on a log scale; money and counts have long tails, and for shares and
     * ratios near 0 the signed logarithm is almost the identity.
     */
    public int addLogged(ModelDraft draft) {
        int imputed = addImputed(draft);
        int numbers = draft.add(new Select(imputed, Ints.range(0, fill.length)));
        int logged = draft.add(Dense.apply(numbers, fill.length, Activation.SIGNED_LOG));
        if (flags.size() == 0) {
            return logged;
        }
        int flagged = draft.add(new Select(imputed, Ints.range(fill.length, width())));
        return draft.add(new Select(Ints.of(logged, flagged), Ints.range(0, width())));
    }

    /** The filled and flagged vector of each row. */
    public double[][] imputed(double[][] rows) {
        double[][] filled = new double[rows.length][width()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < fill.length; j++) {
                double value = rows[i][kept.get(j)];
                filled[i][j] = Double.isNaN(value) ? fill[j] : value;
            }
            for (int j = 0; j < flags.size(); j++) {
                filled[i][fill.length + j] = Double.isNaN(rows[i][kept.get(flags.get(j))]) ? 1 : 0;
            }
        }
        return filled;
    }

    /** The same with numbers on a log scale; flags stay. */
    public double[][] logged(double[][] rows) {
        double[][] filled = imputed(rows);
        for (double[] row : filled) {
            for (int j = 0; j < fill.length; j++) {
                row[j] = Activation.SIGNED_LOG.of(row[j]);
            }
        }
        return filled;
    }

    /** Prepared columns as a standardisation gives them. */
    public static double[][] scaled(double[][] prepared, Scale scale) {
        double[][] scaled = new double[prepared.length][];
        for (int i = 0; i < prepared.length; i++) {
            scaled[i] = new double[prepared[i].length];
            scale.evaluate(new double[][] {prepared[i]}, new double[0], scaled[i]);
        }
        return scaled;
    }

    /** Standardisation of prepared columns; a constant one keeps its size. */
    public static Scale scale(int input, double[][] prepared) {
        int width = prepared[0].length;
        double[] mean = new double[width];
        double[] sd = new double[width];
        for (int j = 0; j < width; j++) {
            int column = j;
            mean[j] = Arrays.stream(prepared)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElse(0);
            double variance = 0;
            for (double[] row : prepared) {
                variance += (row[j] - mean[j]) * (row[j] - mean[j]);
            }
            double deviation = Math.sqrt(variance / prepared.length);
            sd[j] = deviation < CONSTANT ? 1 : deviation;
        }
        return new Scale(input, Doubles.of(mean), Doubles.of(sd));
    }
}
