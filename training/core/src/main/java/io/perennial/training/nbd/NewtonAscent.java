package io.perennial.training.nbd;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Climbs a likelihood to its top inside a box, by Newton steps with the curvature made positive.
 *
 * <p>With exact slopes and curvature a step costs one evaluation and the ridges of these likelihoods take some ten
 * steps, where gradient-free search takes hundreds of evaluations. Bounded by a number of evaluations, never by a
 * clock, so that the same data give the same bits.
 */
final class NewtonAscent {

    private static final int MAX_STEPS = 100;

    private static final double LONGEST_STEP = 2;

    /** Stop when the next step promises less log-likelihood than this. */
    private static final double PROMISE = 1e-6;

    /** Two climbs this close in every parameter are one. */
    private static final double NEAR = 0.05;

    private final Likelihood likelihood;
    private final double[] low;
    private final double[] high;
    private final int mostEvaluations;
    private Place best;
    private boolean arrived;
    private int evaluations;

    /** A point with what the likelihood is there. */
    @SuppressWarnings("ArrayRecordComponent") // Two places are never compared.
    private record Place(double[] at, Expansion expansion) {
        double value() {
            return expansion.value();
        }
    }

    NewtonAscent(Likelihood likelihood, double[] low, double[] high, int mostEvaluations) {
        this.likelihood = likelihood;
        this.mostEvaluations = mostEvaluations;
        this.low = low.clone();
        this.high = high.clone();
    }

    /** The best top over these starts and those of earlier climbs; the first of equal ones. */
    Optimum climb(double[]... starts) {
        for (double[] start : starts) {
            climb(start);
        }
        double[] gradient = best.expansion().gradient();
        return new Optimum(
                new ArrayRealVector(best.at()),
                best.value(),
                freeNorm(best.at(), gradient),
                new Array2DRowRealMatrix(best.expansion().curvature(), false),
                arrived,
                evaluations);
    }

    private void climb(double[] start) {
        Place here = evaluate(clamp(start));
        boolean top = false;
        for (int step = 0; step < MAX_STEPS && evaluations < mostEvaluations && !top; step++) {
            if (isNearBest(here.at())) {
                return; // it would end on the same top
            }
            double[] gradient = here.expansion().gradient();
            double[] direction = direction(here, gradient);
            double whole = roomFor(here.at(), direction);
            Place next = evaluate(move(here.at(), direction, whole));
            boolean near = dot(direction, gradient) < PROMISE;
            // So near the top a step that gains nothing is rounding; a shorter one would gain no more.
            for (double length = whole / 4; !near && !(next.value() >= here.value()) && length > 1e-10; length /= 4) {
                next = evaluate(move(here.at(), direction, length));
            }
            top = near || !(next.value() >= here.value());
            if (next.value() >= here.value()) {
                here = next;
            }
        }
        if (best == null || here.value() > best.value()) {
            best = here;
            arrived = top;
        }
    }

    private boolean isNearBest(double[] at) {
        if (best == null) {
            return false;
        }
        double distance = 0;
        for (int i = 0; i < at.length; i++) {
            distance = Math.max(distance, Math.abs(at[i] - best.at()[i]));
        }
        return distance < NEAR;
    }

    /** The Newton direction in the parameters not held by the box, each eigenvalue of the curvature made positive. */
    private double[] direction(Place here, double[] gradient) {
        int[] free = free(here.at(), gradient);
        double[] direction = new double[here.at().length];
        if (free.length == 0) {
            return direction;
        }
        RealMatrix curvature = new Array2DRowRealMatrix(here.expansion().curvature(), false).getSubMatrix(free, free);
        RealVector slope = new ArrayRealVector(
                Arrays.stream(free).mapToDouble(i -> gradient[i]).toArray());
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(curvature);
        double largest =
                Arrays.stream(eigen.getEigenvalues()).map(Math::abs).max().orElse(1);
        double least = Math.max(1e-10 * largest, 1e-12);
        RealVector step = new ArrayRealVector(free.length);
        for (int i = 0; i < free.length; i++) {
            RealVector axis = eigen.getEigenvector(i);
            double bend = Math.max(Math.abs(eigen.getEigenvalue(i)), least);
            step = step.add(axis.mapMultiply(axis.dotProduct(slope) / bend));
        }
        double shrink = Math.min(1, LONGEST_STEP / Math.max(step.getLInfNorm(), 1e-300));
        for (int i = 0; i < free.length; i++) {
            direction[free[i]] = step.getEntry(i) * shrink;
        }
        return direction;
    }

    private Place evaluate(double[] at) {
        evaluations++;
        return new Place(at, likelihood.expand(at));
    }

    private int[] free(double[] at, double[] gradient) {
        int[] free = new int[at.length];
        int count = 0;
        for (int i = 0; i < at.length; i++) {
            boolean held = (at[i] <= low[i] && gradient[i] < 0) || (at[i] >= high[i] && gradient[i] > 0);
            if (!held) {
                free[count++] = i;
            }
        }
        return Arrays.copyOf(free, count);
    }

    private double freeNorm(double[] at, double[] gradient) {
        return Arrays.stream(free(at, gradient))
                .mapToDouble(i -> Math.abs(gradient[i]))
                .max()
                .orElse(0);
    }

    /** The part of the direction, at most all, that ends on the first face of the box it meets. */
    private double roomFor(double[] at, double[] direction) {
        double length = 1;
        for (int i = 0; i < at.length; i++) {
            double room = direction[i] > 0 ? high[i] - at[i] : at[i] - low[i];
            if (room > 0) {
                length = Math.min(length, room / Math.abs(direction[i]));
            }
        }
        return length;
    }

    private double[] move(double[] at, double[] direction, double length) {
        double[] next = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            next[i] = at[i] + length * direction[i];
        }
        return clamp(next);
    }

    private double[] clamp(double[] at) {
        double[] inside = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            inside[i] = Math.max(low[i], Math.min(high[i], at[i]));
        }
        return inside;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
