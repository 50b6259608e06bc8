package io.perennial.training.bench;

import io.perennial.scoring.graph.Trees;
import io.perennial.training.tribuo.XgboostExport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A booster of log-odds behind XGBoost's native calls, one thread, and the same trees in our form. */
final class NativeTrees {

    private final Booster booster;
    private final Trees trees;
    private final int width;

    private NativeTrees(Booster booster, int width) {
        this.booster = booster;
        this.width = width;
        int[] columns = IntStream.range(0, width).toArray();
        this.trees = XgboostExport.sum(booster, columns, 0);
    }

    /** Learns so many trees of this depth. */
    static NativeTrees learn(ChurnRows labelled, int trees, int depth, Consumer<String> progress) {
        progress.accept("training " + trees + " trees on " + labelled.features().length + " rows");
        Map<String, Object> options = Map.of(
                "objective",
                "binary:logistic",
                "tree_method",
                "hist",
                "max_depth",
                depth,
                "eta",
                0.1,
                "base_score",
                0.5,
                "nthread",
                1,
                "verbosity",
                0);
        try {
            DMatrix rows = matrix(labelled.features());
            rows.setLabel(labelled.churned());
            return new NativeTrees(XGBoost.train(rows, options, trees, new HashMap<>(), null, null), labelled.width());
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't train", e);
        }
    }

    /** Writes the booster as the library's own JSON. */
    void save(Path file) {
        try {
            booster.saveModel(file.toString());
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't write " + file, e);
        }
    }

    /** The same trees in our form, reading node 0. */
    Trees trees() {
        return trees;
    }

    /** The margin of a row, as a caller of the library gets it: a matrix made, asked and freed. */
    float margin(float[] row) {
        try {
            DMatrix one = new DMatrix(row, 1, row.length, Float.NaN);
            try {
                return booster.predict(one, true)[0][0];
            } finally {
                one.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't score", e);
        }
    }

    /** Contribution of each column to a row's margin, then the baseline. */
    float[] contributions(float[] row) {
        try {
            DMatrix one = new DMatrix(row, 1, row.length, Float.NaN);
            try {
                return booster.predictContrib(one, 0)[0];
            } finally {
                one.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't explain", e);
        }
    }

    private static DMatrix matrix(double[][] rows) throws XGBoostError {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(ChurnRows.floats(rows[i]), 0, flat, i * width, width);
        }
        return new DMatrix(flat, rows.length, width, Float.NaN);
    }

    @Override
    public String toString() {
        return "XGBoost booster of log-odds, " + trees.forest() + ", " + width + " features";
    }

    /** The rows as the library takes them. */
    static float[][] floats(double[][] rows) {
        return Arrays.stream(rows).map(ChurnRows::floats).toArray(float[][]::new);
    }
}
