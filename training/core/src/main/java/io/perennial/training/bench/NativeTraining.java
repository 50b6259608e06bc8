package io.perennial.training.bench;

import io.perennial.training.tribuo.XgboostTrainer;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The boosted trees of churn as XGBoost alone learns them. */
final class NativeTraining {

    /** Tribuo's examples carry a constant column; with it, both draw the same columns for each tree. */
    private static final int WIDTH = ChurnRows.WIDTH + 1;

    private final Booster booster;

    private NativeTraining(Booster booster) {
        this.booster = booster;
    }

    static NativeTraining of(ChurnRows labelled, XgboostTrainer.Options options, long seed) {
        Map<String, Object> parameters = options.parameters(XgboostTrainer.CHURN_OBJECTIVE, seed);
        try {
            DMatrix rows = matrix(labelled.features());
            try {
                rows.setLabel(labelled.churned());
                return new NativeTraining(
                        XGBoost.train(rows, parameters, options.rounds(), new HashMap<>(), null, null));
            } finally {
                rows.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't train", e);
        }
    }

    /** The log-odds of churn of each row. */
    double[] margins(double[][] rows) {
        try {
            DMatrix matrix = matrix(rows);
            try {
                float[][] scores = booster.predict(matrix, true);
                double[] margins = new double[rows.length];
                for (int i = 0; i < margins.length; i++) {
                    margins[i] = scores[i][1] - scores[i][0];
                }
                return margins;
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't score", e);
        }
    }

    private static DMatrix matrix(double[][] rows) throws XGBoostError {
        float[] flat = new float[rows.length * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(ChurnRows.floats(rows[i]), 0, flat, i * WIDTH, ChurnRows.WIDTH);
            flat[i * WIDTH + ChurnRows.WIDTH] = 1;
        }
        return new DMatrix(flat, rows.length, WIDTH, Float.NaN);
    }
}
