package io.perennial.training.tribuo;

import java.util.Arrays;
import java.util.Locale;
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
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
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

    /** Rows labelled 1 for churned, 0 for stayed, an example of each. */
    static MutableDataset<Label> churn(double[][] rows, double[] churned, double[] weights) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset = new MutableDataset<>(source(factory), factory);
        float[] relative = relative(weights);
        String[] names = names(rows.length == 0 ? 0 : rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            dataset.add(example(rows[i], names, outcome(churned[i]), relative[i]));
        }
        return dataset;
    }

    /** 1 as churned, 0 as stayed. */
    static Label outcome(double churned) {
        return churned > 0.5 ? CHURNED : STAYED;
    }

    /** An amount as Tribuo holds one. */
    static Regressor amount(double amount) {
        return new Regressor(VALUE, amount);
    }

    /** Where rows come from. No description of the source: it would carry a time stamp and a machine's path. */
    static DataSourceProvenance source(OutputFactory<?> factory) {
        return new SimpleDataSourceProvenance("snapshots", factory);
    }

    /** Weights as shares of their mean. */
    static float[] relative(double[] weights) {
        double mean = Arrays.stream(weights).average().orElse(1);
        float[] relative = new float[weights.length];
        for (int i = 0; i < relative.length; i++) {
            relative[i] = (float) (weights[i] / mean);
        }
        return relative;
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
