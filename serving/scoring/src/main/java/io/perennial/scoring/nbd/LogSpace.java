package io.perennial.scoring.nbd;

/** Arithmetic on logarithms that neither overflows nor loses the small term. */
final class LogSpace {

    private LogSpace() {}

    /** {@code ln(1 + e^d)}. */
    static double softplus(double d) {
        return d > 0 ? d + StrictMath.log1p(StrictMath.exp(-d)) : StrictMath.log1p(StrictMath.exp(d));
    }

    /** {@code 1 / (1 + e^d)}: the probability whose log odds against are {@code d}. */
    static double probabilityAgainst(double d) {
        return 1 / (1 + StrictMath.exp(d));
    }

    /** {@code (1 - e^(-k * log)) / k}, which is {@code log} where {@code k = 0}: the integral of {@code e^(-k y)} over [0, log]. */
    static double decayIntegral(double k, double log) {
        double exponent = -k * log;
        return Math.abs(exponent) < 1e-300 ? log : log * StrictMath.expm1(exponent) / exponent;
    }

    /** Refuses a parameter that is not positive, or larger than models take. */
    static void positive(String model, String name, double value) {
        positive(model, name, value, NbdFamily.LARGEST_PARAMETER);
    }

    /** Refuses a parameter that is not positive, or larger than this. */
    static void positive(String model, String name, double value, double largest) {
        if (!(value > 0 && value <= largest)) {
            throw new IllegalArgumentException(
                    model + " parameter " + name + " = " + value + " is outside (0, " + largest + "]");
        }
    }
}
