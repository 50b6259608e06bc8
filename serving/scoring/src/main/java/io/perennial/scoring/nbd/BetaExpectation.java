package io.perennial.scoring.nbd;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Beta;

/**
 * The expectation of a smooth function of p ~ Beta(a, b), for any shapes.
 *
 * <p>The straight line through the function's ends is taken out and has a known mean, so the rest vanishes at 0 and 1
 * and shapes far below 1 do no harm; above 1 the density vanishes at 0 by itself, and the end there may be huge, so it
 * is left in. Over the log odds of p the integrand is analytic in a strip, where the
 * trapezoidal rule converges exponentially: absolute error about 1e-14 of the largest value, after some hundred
 * evaluations outwards from the mode of the density.
 */
final class BetaExpectation {

    private static final double NEGLIGIBLE = 1e-18;

    private final double a;
    private final double b;
    private final double logBeta;
    private final DoubleUnaryOperator function;
    private final double atZero;
    private final double atOne;

    private BetaExpectation(double a, double b, DoubleUnaryOperator function, double atZero, double atOne) {
        this.a = a;
        this.b = b;
        this.logBeta = Beta.logBeta(a, b);
        this.function = function;
        this.atZero = a > 1 ? 0 : atZero;
        this.atOne = atOne;
    }

    /**
     * The expectation.
     *
     * @param function decreasing in p, defined in (0, 1)
     * @param atZero   its limit at 0
     * @param atOne    its value at 1
     * @param knee     a p below which it is close to its limit at 0
     */
    static double of(double a, double b, DoubleUnaryOperator function, double atZero, double atOne, double knee) {
        return new BetaExpectation(a, b, function, atZero, atOne).integrate(knee);
    }

    private double integrate(double knee) {
        double mean = a / (a + b);
        double mode = StrictMath.log(a / b);
        double step = Math.min(0.2, 0.5 * Math.sqrt(1 / a + 1 / b));
        double sum = bend(mode) * density(mode);
        // outwards from the mode the density falls, and so does the bend with p once p is below the knee
        for (double odds = mode - step; reach(odds, knee) > NEGLIGIBLE; odds -= step) {
            sum += bend(odds) * density(odds);
        }
        for (double odds = mode + step; density(odds) * chance(-odds) > NEGLIGIBLE; odds += step) {
            sum += bend(odds) * density(odds);
        }
        return atZero * (1 - mean) + atOne * mean + sum * step;
    }

    private double reach(double odds, double knee) {
        double towardsZero = a > 1 ? 1 / Math.max(chance(odds), knee) : Math.min(1, chance(odds) / knee);
        return density(odds) * towardsZero;
    }

    /** Density of the log odds. */
    private double density(double odds) {
        return StrictMath.exp(-a * LogSpace.softplus(-odds) - b * LogSpace.softplus(odds) - logBeta);
    }

    /** How far the function lies from the straight line through its ends. */
    private double bend(double odds) {
        double p = chance(odds);
        return function.applyAsDouble(p) - atZero * chance(-odds) - atOne * p;
    }

    private static double chance(double odds) {
        return 1 / (1 + StrictMath.exp(-odds));
    }
}
