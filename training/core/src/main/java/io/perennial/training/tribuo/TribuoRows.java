package io.perennial.training.tribuo;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.VariableIDInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Rows of doubles as Tribuo examples. Columns get names that sort in column order; NaN becomes an absent feature. */
final class TribuoRows {

    static final Label CHURNED = new Label("churned");
    static final Label STAYED = new Label("stayed");
    static final String VALUE = "value";

    /** Held, because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING); // It tells of every tree otherwise.
    }

    private TribuoRows() {}

    /** Rows labelled 1 for churned, 0 for stayed. */
    static MutableDataset<Label> churn(double[][] rows, double[] churned, double[] weights) {
        return dataset(rows, weights, i -> churned[i] > 0.5 ? CHURNED : STAYED, new LabelFactory());
    }

    /** Rows with an amount each. */
    static MutableDataset<Regressor> amounts(double[][] rows, double[] amounts, double[] weights) {
        return dataset(rows, weights, i -> new Regressor(VALUE, amounts[i]), new RegressionFactory());
    }

    private static <T extends Output<T>> MutableDataset<T> dataset(
            double[][] rows, double[] weights, IntFunction<T> output, OutputFactory<T> factory) {
        MutableDataset<T> dataset = new MutableDataset<>(
                // No description of the source: it would carry a time stamp and a machine's path.
                new SimpleDataSourceProvenance("snapshots", factory), factory);
        double mean = Arrays.stream(weights).average().orElse(1);
        String[] names = names(rows.length == 0 ? 0 : rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            dataset.add(example(rows[i], names, output.apply(i), (float) (weights[i] / mean)));
        }
        return dataset;
    }

    /** A row as an example, made at once: Tribuo sorts an example anew for each feature that is added to it. */
    static <T extends Output<T>> ArrayExample<T> example(double[] row, String[] names, T output, float weight) {
        String[] present = new String[row.length + 1];
        double[] values = new double[row.length + 1];
        int size = 0;
        for (int j = 0; j < row.length; j++) {
            if (!Double.isNaN(row[j])) {
                present[size] = names[j];
                values[size++] = row[j];
            }
        }
        present[size] = ALWAYS;
        values[size++] = 1;
        ArrayExample<T> example = new ArrayExample<>(output, Arrays.copyOf(present, size), Arrays.copyOf(values, size));
        example.setWeight(weight);
        return example;
    }

    /** A constant column that sorts last: Tribuo refuses an example without features. */
    static final String ALWAYS = "z";

    static String[] names(int width) {
        String[] names = new String[width];
        for (int j = 0; j < width; j++) {
            names[j] = String.format(Locale.ROOT, "f%05d", j);
        }
        return names;
    }

    /** Tribuo's feature ids as our column numbers; -1 for the constant. */
    static int[] columns(ImmutableFeatureMap features) {
        int[] columns = new int[features.size()];
        for (int id = 0; id < columns.length; id++) {
            VariableIDInfo info = features.get(id);
            columns[id] = info.getName().equals(ALWAYS)
                    ? -1
                    : Integer.parseInt(info.getName().substring(1));
        }
        return columns;
    }
}
