package io.perennial.training.nbd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Whether a covariate follows from the others: then no effect is its own, and a test counts degrees of freedom that are
 * not there.
 */
final class Collinearity {

    /** What is left of a column beside the others, as a share of it, that rounding alone may leave. */
    private static final double ROUNDING = 1e-7;

    /** A smaller share in a column, both by their standard deviations, is what rounding left. */
    private static final double SHARE = 1e-5;

    private Collinearity() {}

    /**
     * Refuses covariates of which one is a mix of those before it and a constant.
     *
     * @param names of the covariates, in the order of each subject's; none is the same for everybody
     * @throws IllegalArgumentException where one is, with the names of all that make it up
     */
    static void refuse(List<Subject> subjects, List<String> names) {
        List<RealVector> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            RealVector column = standardized(subjects, i);
            RealVector mix = mix(columns, column);
            if (rest(columns, column, mix).getNorm() < ROUNDING) {
                throw new IllegalArgumentException(message(
                        names.get(i),
                        IntStream.range(0, columns.size())
                                .filter(j -> Math.abs(mix.getEntry(j)) > SHARE)
                                .mapToObj(names::get)
                                .toList()));
            }
            columns.add(column);
        }
    }

    private static String message(String name, List<String> others) {
        return "covariate " + name + " follows from " + String.join(", ", others)
                + ", so no effect is its own; leave one of them out, or give a penalty";
    }

    /** About its mean, of length one. */
    private static RealVector standardized(List<Subject> subjects, int column) {
        double[] values = subjects.stream()
                .mapToDouble(subject -> subject.covariates().get(column))
                .toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        RealVector centred = new ArrayRealVector(values, false).mapSubtract(mean);
        return centred.mapDivide(centred.getNorm());
    }

    /** The shares of others that come closest to a column. */
    private static RealVector mix(List<RealVector> others, RealVector column) {
        return others.isEmpty()
                ? new ArrayRealVector(0)
                : new QRDecomposition(matrix(others)).getSolver().solve(column);
    }

    private static RealVector rest(List<RealVector> others, RealVector column, RealVector mix) {
        return others.isEmpty() ? column : column.subtract(matrix(others).operate(mix));
    }

    private static RealMatrix matrix(List<RealVector> columns) {
        RealMatrix matrix = new Array2DRowRealMatrix(columns.get(0).getDimension(), columns.size());
        for (int i = 0; i < columns.size(); i++) {
            matrix.setColumnVector(i, columns.get(i));
        }
        return matrix;
    }
}
