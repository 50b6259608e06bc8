package io.perennial.training.nbd;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Where a climb ended that is judged by itself, beside no simpler model. */
public sealed interface TopVerdict {

    /** One English phrase for a report. */
    String message();

    /** Whether the parameters are those of the likelihood's top. */
    boolean identified();

    /** A top inside the box. */
    record Inside(double gradientNorm, int evaluations) implements TopVerdict {
        @Override
        public String message() {
            return "a proper top";
        }

        @Override
        public boolean identified() {
            return true;
        }
    }

    /** A parameter ran to the edge of what is tried: only its limit is known. */
    record AtEdge(String parameter) implements TopVerdict {
        @Override
        public String message() {
            return "no proper top: " + parameter + " ran to the edge of what is tried";
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** Some directions hardly change the likelihood: of the parameters that they mix, none is known alone. */
    record Flat(List<String> parameters, double widestError) implements TopVerdict {

        /** Less of a direction than this share of its largest part is not named. */
        private static final double NAMED = 0.3;

        public Flat {
            parameters = List.copyOf(parameters);
        }

        /** What every direction mixes along which nothing closer is known than {@link NbdFit#WIDEST_ERROR}. */
        private static Flat of(EigenDecompositionSymmetric bends, double widestError, List<String> names) {
            NavigableSet<Integer> mixed = new TreeSet<>();
            for (int axis = 0; axis < names.size(); axis++) {
                if (error(bends.getEigenvalue(axis)) > NbdFit.WIDEST_ERROR) {
                    RealVector direction = bends.getEigenvector(axis).map(Math::abs);
                    double least = NAMED * direction.getLInfNorm();
                    IntStream.range(0, names.size())
                            .filter(i -> direction.getEntry(i) >= least)
                            .forEach(mixed::add);
                }
            }
            return new Flat(mixed.stream().map(names::get).toList(), widestError);
        }

        @Override
        public String message() {
            String mixed = parameters.size() == 1 ? parameters.get(0) : "a mix of " + String.join(", ", parameters);
            return "a flat top: " + mixed
                    + (Double.isInfinite(widestError)
                            ? " is not known at all"
                            : String.format(Locale.ROOT, " is known only up to a factor of e^%.1f", widestError));
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** The climb ended on its way. */
    record NotConverged(double gradientNorm, int evaluations) implements TopVerdict {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT, "no top found in %d evaluations (slope left %.3g)", evaluations, gradientNorm);
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /**
     * Judges the end of a climb in logarithms.
     *
     * @param users how many the likelihood is of
     * @param low   the box that was climbed in
     * @param high  its other corner
     * @param names of the parameters, in order
     */
    static TopVerdict of(Optimum top, double users, double[] low, double[] high, List<String> names) {
        return of(top, users, low, high, names, MatrixUtils.createRealIdentityMatrix(low.length));
    }

    /**
     * Judges the end of a climb.
     *
     * @param steps as columns, how far each direction goes for what it says to change by a power of e, each named after
     *              what it changes
     */
    static TopVerdict of(Optimum top, double users, double[] low, double[] high, List<String> names, RealMatrix steps) {
        for (int i = 0; i < low.length; i++) {
            if (SearchBox.isEdge(top.at().getEntry(i), low[i], high[i])) {
                return new AtEdge(names.get(i));
            }
        }
        if (!top.isTop(users)) {
            return new NotConverged(top.gradientNorm(), top.evaluations());
        }
        RealMatrix bent = steps.transposeMultiply(top.curvature()).multiply(steps);
        // By rounding one half differs from the other, which the decomposition refuses.
        EigenDecompositionSymmetric bends =
                new EigenDecompositionSymmetric(bent.add(bent.transpose()).scalarMultiply(0.5));
        double widest = error(Arrays.stream(bends.getEigenvalues()).min().orElse(0));
        return widest > NbdFit.WIDEST_ERROR
                ? Flat.of(bends, widest, names)
                : new Inside(top.gradientNorm(), top.evaluations());
    }

    private static double error(double bend) {
        return 1 / Math.sqrt(Math.max(0, bend));
    }
}
