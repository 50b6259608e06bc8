package io.perennial.training.tribuo;

import io.perennial.scoring.graph.Trees;
import io.perennial.training.learner.Learned;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient boosted trees whose sum is the log-odds of an outcome, never falling as chosen columns rise. Learned through
 * XGBoost itself: Tribuo grows two sums of trees, and holding both to one direction says nothing of their difference.
 */
public final class OddsTrainer {

    private OddsTrainer() {}

    /**
     * Learns the log-odds of an outcome; needs both outcomes.
     *
     * @param rows     vectors, NaN for missing
     * @param outcome  1 or 0
     * @param weights  not negative
     * @param rising   for each column whether the log-odds may not fall where it rises
     * @param options  as for the trees that Tribuo trains
     */
    public static Boosted train(
            double[][] rows,
            double[] outcome,
            double[] weights,
            boolean[] rising,
            XgboostTrainer.Options options,
            long seed) {
        Map<String, Object> parameters = new HashMap<>(options.parameters("binary:logistic", seed));
        parameters.put("monotone_constraints", constraints(rising));
        try {
            DMatrix matrix = matrix(rows);
            try {
                matrix.setLabel(floats(outcome, 1));
                double mean = Arrays.stream(weights).average().orElse(1);
                matrix.setWeight(floats(weights, mean));
                Booster booster = XGBoost.train(matrix, parameters, options.rounds(), new HashMap<>(), null, null);
                int[] columns = IntStream.range(0, rising.length).toArray();
                Trees trees = XgboostExport.sum(booster, columns, 0);
                return new Boosted(trees.covered(rows, weights), new Native(booster, XgboostTrainer.tolerance(trees)));
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't learn from " + rows.length + " rows", e);
        }
    }

    private static String constraints(boolean[] rising) {
        return IntStream.range(0, rising.length)
                .mapToObj(column -> rising[column] ? "1" : "0")
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static DMatrix matrix(double[][] rows) throws XGBoostError {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < width; j++) {
                flat[i * width + j] = (float) rows[i][j];
            }
        }
        return new DMatrix(flat, rows.length, width, Float.NaN);
    }

    private static float[] floats(double[] numbers, double unit) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (numbers[i] / unit);
        }
        return floats;
    }

    /** XGBoost's side of it. */
    private record Native(Booster booster, double tolerance) implements Learned.Origin {

        @Override
        public String fileName() {
            return "xgboost.ubj";
        }

        @Override
        public byte[] bytes() {
            try {
                return booster.toByteArray("ubj");
            } catch (XGBoostError e) {
                throw new IllegalStateException("XGBoost can't write its model", e);
            } finally {
                // Its finalizer frees the native model, and nothing else keeps it while the native code reads from it.
                Reference.reachabilityFence(booster);
            }
        }

        @Override
        public double[] predict(double[][] features) {
            if (features.length == 0) {
                return new double[0];
            }
            try {
                DMatrix matrix = matrix(features);
                try {
                    return Arrays.stream(booster.predict(matrix, true))
                            .mapToDouble(margin -> margin[0])
                            .toArray();
                } finally {
                    matrix.dispose();
                }
            } catch (XGBoostError e) {
                throw new IllegalStateException("XGBoost can't score " + features.length + " rows", e);
            } finally {
                Reference.reachabilityFence(booster);
            }
        }
    }
}
