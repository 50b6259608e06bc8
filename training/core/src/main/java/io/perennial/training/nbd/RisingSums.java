package io.perennial.training.nbd;

/**
 * Running sums over {@code j < n} of {@code ln(c + j)}, {@code 1/(c + j)} and {@code 1/(c + j)^2}: a rising factorial
 * and its derivatives.
 *
 * <p>Rows come sorted by repeats, so a whole likelihood costs as many logarithms as the largest number of repeats,
 * and differences of nearly equal log Gammas never arise.
 */
final class RisingSums {

    private final double base;
    private int count;
    private double logs;
    private double inverses;
    private double inverseSquares;

    RisingSums(double base) {
        this.base = base;
    }

    /** Moves on to {@code n} factors, not fewer than before. */
    void advance(int n) {
        for (; count < n; count++) {
            double inverse = 1 / (base + count);
            logs += StrictMath.log(base + count);
            inverses += inverse;
            inverseSquares += inverse * inverse;
        }
    }

    double logs() {
        return logs;
    }

    double inverses() {
        return inverses;
    }

    double inverseSquares() {
        return inverseSquares;
    }
}
