package io.perennial.training.nbd;

/**
 * The sum {@code S = sum over j < k of (R)_j / j! z^j}, {@code z = (T - t_x) / (alpha + T)}: the silence since the last
 * purchase as the chance that fewer than k steps were taken; its logarithm and derivatives in R and in ln(alpha + T).
 * With one step S is 1.
 *
 * <p>Platzer and Reutterer (2016), "Ticking Away the Moments", Marketing Science 35, the tail of an Erlang distribution.
 */
final class ErlangSum {

    private final int steps;
    private double log;
    private double byShape;
    private double byScale;
    private double byShapeTwice;
    private double byShapeAndScale;
    private double byScaleTwice;

    ErlangSum(int steps) {
        this.steps = steps;
    }

    /** Reads R and z of one user. */
    void read(double shape, double z) {
        if (steps > 1) {
            sum(shape, z);
        }
    }

    private void sum(double shape, double z) {
        double term = 1;
        double inverses = 0;
        double squares = 0;
        double whole = 1;
        double shapes = 0;
        double scales = 0;
        double shapesTwice = 0;
        double both = 0;
        double scalesTwice = 0;
        for (int j = 1; j < steps; j++) {
            double inverse = 1 / (shape + j - 1);
            term *= (shape + j - 1) / j * z;
            inverses += inverse;
            squares += inverse * inverse;
            whole += term;
            shapes += term * inverses;
            scales -= term * j;
            shapesTwice += term * (inverses * inverses - squares);
            both -= term * j * inverses;
            scalesTwice += term * j * (j + 1);
        }
        log = StrictMath.log(whole);
        byShape = shapes / whole;
        byScale = scales / whole;
        byShapeTwice = shapesTwice / whole - byShape * byShape;
        byShapeAndScale = both / whole - byShape * byScale;
        byScaleTwice = scalesTwice / whole - byScale * byScale;
    }

    double log() {
        return log;
    }

    double byShape() {
        return byShape;
    }

    /** The derivative in alpha, times alpha + T. */
    double byScale() {
        return byScale;
    }

    double byShapeTwice() {
        return byShapeTwice;
    }

    double byShapeAndScale() {
        return byShapeAndScale;
    }

    /** The second derivative in alpha, times (alpha + T)^2. */
    double byScaleTwice() {
        return byScaleTwice;
    }
}
