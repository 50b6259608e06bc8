package io.perennial.training.rate;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Linear;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * A log-linear mean of counts, {@code exposure x exp(intercept + slopes . x)}, by penalised Poisson likelihood: the
 * penalty is {@code ridge / 2} times the sum of squared slopes. Newton's method with halved steps; the likelihood is
 * concave, so what it finds is the only maximum (McCullagh and Nelder 1989, chapter 6; Hoerl and Kennard 1970).
 *
 * @param slopes    one a column
 * @param intercept the intercept, not penalised
 */
@SuppressWarnings("ArrayRecordComponent") // Two fits are never compared.
record PoissonRidge(double[] slopes, double intercept) {

    private static final int ITERATIONS = 50;
    private static final int HALVINGS = 30;
    private static final double CONVERGED = 1e-9;

    /** Mean counts further from the exposure than this factor's logarithm are not believed while searching. */
    private static final double FURTHEST = 30;

    /**
     * Fits.
     *
     * @param x        rows of standardised columns, none missing
     * @param counts   what was counted in each row times its weight, not all 0
     * @param exposure what was expected in each row times its weight, above 0
     * @param ridge    in units of exposure, above 0: columns that cost more are drawn to 0
     */
    static PoissonRidge fit(double[][] x, double[] counts, double[] exposure, double ridge) {
        double[] beta = new double[x[0].length + 1];
        beta[beta.length - 1] = StrictMath.log(
                Arrays.stream(counts).sum() / Arrays.stream(exposure).sum());
        double value = value(x, counts, exposure, ridge, beta);
        for (int step = 0; step < ITERATIONS; step++) {
            double[] next = ascend(x, counts, exposure, ridge, beta, value);
            double reached = value(x, counts, exposure, ridge, next);
            boolean done = reached - value <= CONVERGED * Math.abs(value);
            beta = next;
            value = reached;
            if (done) {
                break;
            }
        }
        return new PoissonRidge(Arrays.copyOf(beta, beta.length - 1), beta[beta.length - 1]);
    }

    /** The logarithm of the mean over the exposure, read off a node that holds the columns. */
    Linear node(int columns) {
        return new Linear(columns, Doubles.of(slopes), intercept);
    }

    private static double[] ascend(
            double[][] x, double[] counts, double[] exposure, double ridge, double[] beta, double from) {
        double[] direction = newton(x, counts, exposure, ridge, beta);
        double length = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double[] next = beta.clone();
            for (int j = 0; j < next.length; j++) {
                next[j] += length * direction[j];
            }
            if (value(x, counts, exposure, ridge, next) >= from) {
                return next;
            }
            length /= 2;
        }
        return beta;
    }

    private static double value(double[][] x, double[] counts, double[] exposure, double ridge, double[] beta) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double margin = margin(x[i], beta);
            sum += counts[i] * margin - exposure[i] * StrictMath.exp(margin);
        }
        for (int j = 0; j < beta.length - 1; j++) {
            sum -= ridge / 2 * beta[j] * beta[j];
        }
        return sum;
    }

    private static double margin(double[] row, double[] beta) {
        double margin = beta[row.length];
        for (int j = 0; j < row.length; j++) {
            margin += beta[j] * row[j];
        }
        return Math.max(-FURTHEST, Math.min(FURTHEST, margin));
    }

    private static double[] newton(double[][] x, double[] counts, double[] exposure, double ridge, double[] beta) {
        int width = beta.length;
        double[][] curvature = new double[width][width];
        double[] slope = new double[width];
        for (int i = 0; i < x.length; i++) {
            double mean = exposure[i] * StrictMath.exp(margin(x[i], beta));
            for (int j = 0; j < width; j++) {
                double column = j < width - 1 ? x[i][j] : 1;
                slope[j] += (counts[i] - mean) * column;
                double weighted = mean * column;
                for (int k = 0; k <= j; k++) {
                    curvature[j][k] += weighted * (k < width - 1 ? x[i][k] : 1);
                }
            }
        }
        for (int j = 0; j < width; j++) {
            double penalty = j < width - 1 ? ridge : 0;
            slope[j] -= penalty * beta[j];
            curvature[j][j] += penalty;
            for (int k = 0; k < j; k++) {
                curvature[k][j] = curvature[j][k];
            }
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false), 1e-10, 1e-300)
                .getSolver()
                .solve(new ArrayRealVector(slope, false))
                .toArray();
    }
}
