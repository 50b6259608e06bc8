package io.perennial.training.evaluation;

import io.perennial.scoring.graph.Activation;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * A weighted logistic regression on one or two inputs by Newton's method: the calibrators and the calibration slope
 * rest on it. It climbs in inputs of mean 0 and deviation 1, since logarithms of rare probabilities are far from 0 and
 * hardly differ, and halves a step that would lose likelihood. A ridge of {@value #RIDGE} on the slopes there keeps
 * separable data finite.
 *
 * @param slopes    one slope an input
 * @param intercept the intercept
 * @param converged whether the top of the likelihood was reached
 */
@SuppressWarnings("ArrayRecordComponent") // Two fits are never compared.
public record LogisticFit(double[] slopes, double intercept, boolean converged) {

    private static final double RIDGE = 1e-6;
    private static final int ITERATIONS = 100;
    private static final int HALVINGS = 40;

    /** A step this small beside what is climbed in is the last. */
    private static final double CONVERGED = 1e-10;

    /** What a sum of likelihoods may lose by rounding alone. */
    private static final double ROUNDING = 1e-12;

    /**
     * Fits P(y = 1) = 1 / (1 + exp(-(slopes . x + intercept))).
     *
     * @param inputs  one array an input, all as long as {@code labels}
     * @param labels  in [0, 1]; between them for smoothed targets
     * @param weights not negative
     */
    public static LogisticFit of(double[][] inputs, double[] labels, double[] weights) {
        Standard[] scales = new Standard[inputs.length];
        double[][] scaled = new double[inputs.length][];
        for (int j = 0; j < inputs.length; j++) {
            scales[j] = Standard.of(inputs[j], weights);
            scaled[j] = scales[j].of(inputs[j]);
        }
        Climb climb = new Climb(scaled, labels, weights);
        boolean converged = climb.toTop();
        double[] slopes = new double[inputs.length];
        double intercept = climb.beta[inputs.length];
        for (int j = 0; j < inputs.length; j++) {
            slopes[j] = climb.beta[j] / scales[j].deviation;
            intercept -= slopes[j] * scales[j].mean;
        }
        return new LogisticFit(slopes, intercept, converged);
    }

    /** How an input is brought to mean 0 and deviation 1; of one that never changes only the mean is taken off. */
    private record Standard(double mean, double deviation) {

        static Standard of(double[] input, double[] weights) {
            double total = 0;
            double sum = 0;
            for (int i = 0; i < input.length; i++) {
                total += weights[i];
                sum += weights[i] * input[i];
            }
            double mean = total > 0 ? sum / total : 0;
            double squares = 0;
            for (int i = 0; i < input.length; i++) {
                squares += weights[i] * (input[i] - mean) * (input[i] - mean);
            }
            double deviation = total > 0 ? Math.sqrt(squares / total) : 0;
            return new Standard(mean, deviation > ROUNDING * Math.abs(mean) ? deviation : 1);
        }

        double[] of(double[] input) {
            double[] scaled = new double[input.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = (input[i] - mean) / deviation;
            }
            return scaled;
        }
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

    /** The way up the penalised likelihood: the place last reached, with slopes and curvature there. */
    private static final class Climb {

        private final double[][] inputs;
        private final double[] labels;
        private final double[] weights;
        private double[] beta;
        private double value;
        private double[] gradient = new double[0];
        private double[][] hessian = new double[0][];

        Climb(double[][] inputs, double[] labels, double[] weights) {
            this.inputs = inputs;
            this.labels = labels;
            this.weights = weights;
            this.beta = new double[inputs.length + 1];
            this.value = expandAt(beta);
        }

        /** Climbs until no step is left, or none that gains. */
        boolean toTop() {
            for (int step = 0; step < ITERATIONS; step++) {
                double[] delta = newtonStep();
                double largest = largest(delta);
                if (!Double.isFinite(largest)) {
                    return false;
                }
                if (!advance(delta) || largest < CONVERGED * (1 + largest(beta))) {
                    return largest < Math.sqrt(CONVERGED) * (1 + largest(beta));
                }
            }
            return false;
        }

        /** Goes along a step, or the half or quarter of it that does not lose; false where none does not. */
        private boolean advance(double[] delta) {
            double[] from = beta;
            double before = value;
            double share = 1;
            for (int halving = 0; halving < HALVINGS; halving++, share /= 2) {
                double[] tried = from.clone();
                for (int j = 0; j < tried.length; j++) {
                    tried[j] += share * delta[j];
                }
                value = expandAt(tried);
                if (value >= before - ROUNDING * Math.abs(before)) {
                    beta = tried;
                    return true;
                }
            }
            value = expandAt(from);
            return false;
        }

        private double[] newtonStep() {
            // The ridge makes every pivot positive, however small the weights: nothing is called singular.
            return new LUDecomposition(MatrixUtils.createRealMatrix(hessian), 0)
                    .getSolver()
                    .solve(MatrixUtils.createRealVector(gradient))
                    .toArray();
        }

        /** The penalised log-likelihood of a place; slopes and curvature there are kept. */
        private double expandAt(double[] at) {
            int width = at.length;
            gradient = new double[width];
            hessian = new double[width][width];
            double[] x = new double[width];
            x[width - 1] = 1;
            double sum = 0;
            for (int i = 0; i < labels.length; i++) {
                double margin = at[width - 1];
                for (int j = 0; j < width - 1; j++) {
                    x[j] = inputs[j][i];
                    margin += at[j] * x[j];
                }
                double p = Activation.SIGMOID.of(margin);
                sum += weights[i] * (labels[i] * margin - Activation.SOFTPLUS.of(margin));
                double curvature = weights[i] * Math.max(p * (1 - p), 1e-12);
                for (int j = 0; j < width; j++) {
                    gradient[j] += weights[i] * (labels[i] - p) * x[j];
                    for (int k = 0; k < width; k++) {
                        hessian[j][k] += curvature * x[j] * x[k];
                    }
                }
            }
            for (int j = 0; j < width; j++) {
                double held = j < width - 1 ? at[j] : 0;
                sum -= RIDGE * held * held / 2;
                gradient[j] -= RIDGE * held;
                hessian[j][j] += RIDGE;
            }
            return sum;
        }

        private static double largest(double[] numbers) {
            double largest = 0;
            for (double number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
            return largest;
        }
    }
}
