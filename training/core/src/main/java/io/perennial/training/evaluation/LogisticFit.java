package io.perennial.training.evaluation;

import io.perennial.scoring.graph.Activation;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * A weighted logistic regression on one or two inputs by Newton's method: the calibrators and the calibration slope
 * rest on it. A ridge of {@value #RIDGE} on the slopes keeps separable data finite.
 *
 * @param slopes    one slope an input
 * @param intercept the intercept
 */
@SuppressWarnings("ArrayRecordComponent") // Two fits are never compared.
public record LogisticFit(double[] slopes, double intercept) {

    private static final double RIDGE = 1e-6;
    private static final int ITERATIONS = 50;
    private static final double CONVERGED = 1e-10;
    private static final double LONGEST_STEP = 5;

    /**
     * Fits P(y = 1) = 1 / (1 + exp(-(slopes . x + intercept))).
     *
     * @param inputs  one array an input, all as long as {@code labels}
     * @param labels  in [0, 1]; between them for smoothed targets
     * @param weights not negative
     */
    public static LogisticFit of(double[][] inputs, double[] labels, double[] weights) {
        int width = inputs.length + 1;
        double[] beta = new double[width];
        for (int step = 0; step < ITERATIONS; step++) {
            double[] delta = newtonStep(inputs, labels, weights, beta);
            double largest = 0;
            for (double d : delta) {
                largest = Math.max(largest, Math.abs(d));
            }
            double scale = largest > LONGEST_STEP ? LONGEST_STEP / largest : 1;
            for (int j = 0; j < width; j++) {
                beta[j] += scale * delta[j];
            }
            if (largest < CONVERGED) {
                break;
            }
        }
        double[] slopes = new double[inputs.length];
        System.arraycopy(beta, 0, slopes, 0, slopes.length);
        return new LogisticFit(slopes, beta[width - 1]);
    }

    /**
     * The intercept that makes the weighted mean of {@code sigmoid(offset + b)} equal that of the labels; 0 where no
     * row has weight.
     */
    public static double interceptFor(double[] offsets, double[] labels, double[] weights) {
        double wanted = 0;
        double total = 0;
        for (int i = 0; i < labels.length; i++) {
            wanted += weights[i] * labels[i];
            total += weights[i];
        }
        if (total == 0) {
            return 0;
        }
        double low = -40;
        double high = 40;
        for (int step = 0; step < 80; step++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (int i = 0; i < offsets.length; i++) {
                sum += weights[i] * Activation.SIGMOID.of(offsets[i] + middle);
            }
            if (sum < Math.min(wanted, total)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** ln(p / (1 - p)), with p kept 1e-9 away from 0 and 1. */
    public static double logit(double p) {
        double clamped = Math.min(1 - 1e-9, Math.max(1e-9, p));
        return StrictMath.log(clamped / (1 - clamped));
    }

    private static double[] newtonStep(double[][] inputs, double[] labels, double[] weights, double[] beta) {
        int width = beta.length;
        double[][] hessian = new double[width][width];
        double[] gradient = new double[width];
        double[] x = new double[width];
        x[width - 1] = 1;
        for (int i = 0; i < labels.length; i++) {
            double margin = beta[width - 1];
            for (int j = 0; j < width - 1; j++) {
                x[j] = inputs[j][i];
                margin += beta[j] * x[j];
            }
            double p = Activation.SIGMOID.of(margin);
            double curvature = weights[i] * Math.max(p * (1 - p), 1e-12);
            for (int j = 0; j < width; j++) {
                gradient[j] += weights[i] * (labels[i] - p) * x[j];
                for (int k = 0; k < width; k++) {
                    hessian[j][k] += curvature * x[j] * x[k];
                }
            }
        }
        for (int j = 0; j < width; j++) {
            gradient[j] -= j < width - 1 ? RIDGE * beta[j] : 0;
            hessian[j][j] += RIDGE;
        }
        // The ridge makes every pivot positive, however small the weights: nothing is called singular.
        return new LUDecomposition(MatrixUtils.createRealMatrix(hessian), 0)
                .getSolver()
                .solve(MatrixUtils.createRealVector(gradient))
                .toArray();
    }
}
