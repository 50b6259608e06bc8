package io.perennial.training.tribuo;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.OutputInfo;
import org.tribuo.RealInfo;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DatasetProvenance;

/**
 * Rows of doubles as a Tribuo data set that XGBoost reads as one block of floats. Tribuo's own way makes an example of
 * each row and two boxed objects of each value, which costs as much time as the training.
 *
 * <p>It describes its rows as Tribuo would, so that a model learned from it is Tribuo's in every respect; it holds no
 * examples, so that only {@link DenseTrainer} can learn from it.
 */
final class DenseRows<T extends Output<T>> extends Dataset<T> {

    private static final long serialVersionUID = 1;

    private final transient double[][] rows;
    private final transient float[] weights;
    private final transient IntFunction<T> output;
    private final MutableFeatureMap features = new MutableFeatureMap();
    private final MutableOutputInfo<T> outputs;

    /** Columns of which some row has a value, ascending; the others XGBoost never sees. */
    private final int[] present;

    DenseRows(double[][] rows, double[] weights, IntFunction<T> output, OutputFactory<T> factory) {
        super(TribuoRows.source(factory), factory);
        this.rows = rows;
        this.weights = TribuoRows.relative(weights);
        this.output = output;
        this.outputs = factory.generateInfo();
        IntStream.range(0, rows.length).forEach(row -> outputs.observe(output.apply(row)));
        this.present = describe();
        features.put(new RealInfo(TribuoRows.ALWAYS, rows.length, 1, 1, 1, 0));
    }

    /** Boosts trees by XGBoost on the whole block. */
    Booster boost(Map<String, Object> parameters, int rounds, ToDoubleFunction<T> target) {
        try {
            DMatrix matrix = new DMatrix(block(), rows.length, present.length + 1, Float.NaN);
            try {
                float[] targets = new float[rows.length];
                for (int row = 0; row < targets.length; row++) {
                    targets[row] = (float) target.applyAsDouble(output.apply(row));
                }
                matrix.setLabel(targets);
                matrix.setWeight(weights);
                return XGBoost.train(matrix, parameters, rounds, new HashMap<>(), null, null);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't learn from " + rows.length + " rows", e);
        }
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public Set<T> getOutputs() {
        return outputs.getDomain();
    }

    @Override
    public OutputInfo<T> getOutputInfo() {
        return outputs;
    }

    @Override
    public ImmutableOutputInfo<T> getOutputIDInfo() {
        return outputs.generateImmutableOutputInfo();
    }

    @Override
    public FeatureMap getFeatureMap() {
        return features;
    }

    @Override
    public ImmutableFeatureMap getFeatureIDMap() {
        return new ImmutableFeatureMap(features);
    }

    @Override
    public DatasetProvenance getProvenance() {
        return new DatasetProvenance(getSourceProvenance(), new ListProvenance<>(), this);
    }

    /** Not to be had: the rows belong to the caller. */
    @Override
    public DatasetProto serialize() {
        throw new UnsupportedOperationException("rows of a snapshot are not stored with a model");
    }

    /** All rows after one another, missing values as NaN, the constant last. */
    private float[] block() {
        int width = present.length + 1;
        float[] block = new float[Math.multiplyExact(rows.length, width)];
        int at = 0;
        for (double[] row : rows) {
            for (int column : present) {
                block[at++] = (float) row[column];
            }
            block[at++] = 1;
        }
        return block;
    }

    /** Enters what is known of each column, and gives those that have any value. */
    private int[] describe() {
        String[] names = TribuoRows.names(rows[0].length);
        ColumnMoments moments = ColumnMoments.of(rows);
        int[] columns = IntStream.range(0, names.length)
                .filter(column -> moments.count(column) > 0)
                .toArray();
        for (int column : columns) {
            features.put(new RealInfo(
                    names[column],
                    moments.count(column),
                    moments.most(column),
                    moments.least(column),
                    moments.mean(column),
                    moments.squares(column)));
        }
        return columns;
    }
}
