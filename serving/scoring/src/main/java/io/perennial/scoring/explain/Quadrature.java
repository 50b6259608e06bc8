package io.perennial.scoring.explain;

/** Gauss-Legendre points and weights on [0, 1]: n of them integrate every polynomial of degree 2n - 1 exactly. */
final class Quadrature {

    private static final double CONVERGED = 1e-15;
    private static final int MOST_STEPS = 100;

    final double[] points;
    final double[] weights;

    Quadrature(int size) {
        points = new double[size];
        weights = new double[size];
        for (int i = 0; i < size; i++) {
            double x = root(i, size);
            double slope = slope(x, size);
            points[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
    }

    /** The i-th root of the Legendre polynomial, by Newton's method from Tricomi's approximation. */
    private static double root(int i, int size) {
        double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (size + 0.5));
        for (int step = 0; step < MOST_STEPS; step++) {
            double change = legendre(x, size) / slope(x, size);
            x -= change;
            if (Math.abs(change) <= CONVERGED) {
                break;
            }
        }
        return x;
    }

    private static double legendre(double x, int degree) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= degree; k++) {
            double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
            before = value;
            value = next;
        }
        return value;
    }

    private static double slope(double x, int degree) {
        double below = degree == 1 ? 1 : legendre(x, degree - 1);
        return degree * (x * legendre(x, degree) - below) / (x * x - 1);
    }
}
