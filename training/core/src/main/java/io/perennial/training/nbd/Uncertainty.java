package io.perennial.training.nbd;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * What is known of fitted parameters: the normal distribution that has the likelihood's curvature at its top (Laplace),
 * over the logarithms of the parameters, so that no interval holds a negative one.
 *
 * @param centre     the logarithms fitted
 * @param covariance of them; NaN where the likelihood has no proper top
 */
public record Uncertainty(List<Double> centre, List<List<Double>> covariance) {

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** The share of the distribution that an interval holds. */
    public static final double LEVEL = 0.9;

    /** That of no parameter. */
    static final Uncertainty NONE = new Uncertainty(List.of(), List.of());

    public Uncertainty {
        centre = List.copyOf(centre);
        covariance = covariance.stream().map(List::copyOf).toList();
    }

    /** That of a climb's end. */
    static Uncertainty of(Optimum top) {
        int n = top.at().getDimension();
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(top.curvature());
        boolean proper = Arrays.stream(eigen.getEigenvalues()).allMatch(bend -> bend > 0);
        double[][] covariance = new double[n][n];
        for (int axis = 0; axis < n; axis++) {
            double[] direction = eigen.getEigenvector(axis).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance[i][j] += proper ? direction[i] * direction[j] / eigen.getEigenvalue(axis) : Double.NaN;
                }
            }
        }
        return new Uncertainty(
                DoubleStream.of(top.at().toArray()).boxed().toList(),
                Arrays.stream(covariance)
                        .map(row -> DoubleStream.of(row).boxed().toList())
                        .toList());
    }

    /** Whether the likelihood has a proper top, so that anything is known. */
    public boolean isKnown() {
        return IntStream.range(0, centre.size()).noneMatch(i -> Double.isNaN(deviation(i)));
    }

    /** Standard deviation of the logarithm of a parameter, NaN where it is not known. */
    double deviation(int i) {
        return Math.sqrt(covariance.get(i).get(i));
    }

    /** Standard errors of the parameters themselves, by the delta method. */
    public List<Double> standardErrors() {
        return IntStream.range(0, centre.size())
                .mapToObj(i -> StrictMath.exp(centre.get(i)) * deviation(i))
                .toList();
    }

    /** Interval of {@link #LEVEL} of a parameter. */
    public Interval interval(int i) {
        double reach = NORMAL.inverseCumulativeProbability((1 + LEVEL) / 2) * deviation(i);
        return new Interval(StrictMath.exp(centre.get(i) - reach), StrictMath.exp(centre.get(i) + reach));
    }

    /** Parameters drawn from the distribution; empty where it is not known. The same seed gives the same draws. */
    public List<double[]> draws(int count, long seed) {
        if (!isKnown()) {
            return List.of();
        }
        int n = centre.size();
        double[][] matrix = covariance.stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix, false));
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(draw -> draw(eigen, random, n))
                .toList();
    }

    private double[] draw(EigenDecompositionSymmetric eigen, SplittableRandom random, int n) {
        double[] logs = centre.stream().mapToDouble(Double::doubleValue).toArray();
        for (int axis = 0; axis < n; axis++) {
            double length = Math.sqrt(Math.max(0, eigen.getEigenvalue(axis)))
                    * NORMAL.inverseCumulativeProbability(random.nextDouble(1e-12, 1));
            for (int i = 0; i < n; i++) {
                logs[i] += length * eigen.getEigenvector(axis).getEntry(i);
            }
        }
        return Arrays.stream(logs).map(StrictMath::exp).toArray();
    }
}
