package io.perennial.training.nbd;

/**
 * A function of several parameters near a point: its value with the first and second derivatives. Mutable, so that the
 * rows of a likelihood add up without garbage.
 */
final class Expansion {

    private final double[] slopes;
    private final double[][] bends;
    private double value;

    Expansion(int dimension) {
        slopes = new double[dimension];
        bends = new double[dimension][dimension];
    }

    int dimension() {
        return slopes.length;
    }

    double value() {
        return value;
    }

    double slope(int i) {
        return slopes[i];
    }

    /** The second derivative; {@code i} may not be less than {@code j}. */
    double bend(int i, int j) {
        return bends[i][j];
    }

    void setValue(double number) {
        value = number;
    }

    void setSlope(int i, double number) {
        slopes[i] = number;
    }

    /** Sets a second derivative; {@code i} may not be less than {@code j}. */
    void setBend(int i, int j, double number) {
        bends[i][j] = number;
    }

    /** Adds a multiple of another function of the same parameters. */
    void add(double weight, Expansion other) {
        value += weight * other.value;
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] += weight * other.slopes[i];
            for (int j = 0; j <= i; j++) {
                bends[i][j] += weight * other.bends[i][j];
            }
        }
    }

    /** Adds a multiple of {@code ln(1 + e^d)} for a function d of the same parameters. */
    void addSoftplus(double weight, Expansion d) {
        double against = StrictMath.exp(-Math.abs(d.value));
        double share = (d.value > 0 ? 1 : against) / (1 + against);
        double first = weight * share;
        double second = first * (1 - share);
        value += weight * (Math.max(d.value, 0) + StrictMath.log1p(against));
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] += first * d.slopes[i];
            for (int j = 0; j <= i; j++) {
                bends[i][j] += first * d.bends[i][j] + second * d.slopes[i] * d.slopes[j];
            }
        }
    }

    /** Becomes the logarithm of the sum of what this and another function are the logarithms of. */
    void addInLogs(Expansion other) {
        double highest = Math.max(value, other.value);
        double sum = StrictMath.exp(value - highest) + StrictMath.exp(other.value - highest);
        double share = StrictMath.exp(other.value - highest) / sum;
        value = highest + StrictMath.log(sum);
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j <= i; j++) {
                double apart = (slopes[i] - other.slopes[i]) * (slopes[j] - other.slopes[j]);
                bends[i][j] = (1 - share) * bends[i][j] + share * other.bends[i][j] + share * (1 - share) * apart;
            }
        }
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = (1 - share) * slopes[i] + share * other.slopes[i];
        }
    }

    /** The same function of the logarithms of its parameters, which stand at these values. */
    Expansion inLogs(double... at) {
        Expansion logs = new Expansion(at.length);
        logs.value = value;
        for (int i = 0; i < at.length; i++) {
            logs.slopes[i] = at[i] * slopes[i];
            for (int j = 0; j <= i; j++) {
                logs.bends[i][j] = at[i] * at[j] * bends[i][j] + (i == j ? logs.slopes[i] : 0);
            }
        }
        return logs;
    }

    /** The slopes, a copy. */
    double[] gradient() {
        return slopes.clone();
    }

    /** Minus the second derivatives, both triangles. */
    double[][] curvature() {
        double[][] curvature = new double[slopes.length][slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j <= i; j++) {
                curvature[i][j] = -bends[i][j];
                curvature[j][i] = -bends[i][j];
            }
        }
        return curvature;
    }
}
