package io.perennial.scoring.nbd;

import org.hipparchus.analysis.integration.gauss.LegendreRuleFactory;
import org.hipparchus.util.Pair;

/**
 * The integral of {@code f(u) = (1 + u/A)^-p (1 + u/D)^-q} over {@code [0, t]}, with its first moments.
 *
 * <p>All of the Pareto/NBD rests on this integral: the printed formulas write it as a difference of two 2F1 functions,
 * which cancel and overflow for heavy buyers and for A far from D. Here every term is positive. With
 * {@code y = ln(1 + u/min(A, D))} the integrand is close to an exponential whose slope only grows, so ten-point
 * Gauss-Legendre panels, short where the slope is steep, reach 1e-13 relative; the walk ends where the rest is below
 * e^-40 of the largest value. At most about 70 panels, two for a usual user.
 *
 * <p>A mutable accumulator, one per evaluation.
 */
public final class PowerDecay {

    private static final Pair<double[], double[]> RULE = new LegendreRuleFactory().getRule(10);
    private static final double[] NODES = RULE.getFirst();
    private static final double[] WEIGHTS = RULE.getSecond();

    /** Longest panel in y; the other factor's singularity lies pi away, so a longer one would lose digits. */
    private static final double LONGEST_PANEL = 1.6;

    /** Largest fall of the log integrand over one panel. */
    private static final double LARGEST_FALL = 6;

    private static final double NEGLIGIBLE = 40;

    private final double near;
    private final double nearPower;
    private final double ratio;
    private final double farPower;
    private double integral;
    private double nearLogMoment;
    private double farLogMoment;
    private double nearInverseMoment;
    private double farInverseMoment;

    private PowerDecay(double near, double nearPower, double far, double farPower) {
        this.near = near;
        this.nearPower = nearPower;
        this.ratio = near / far;
        this.farPower = farPower;
    }

    /** The integral alone. */
    static double integral(double a, double p, double d, double q, double t) {
        PowerDecay decay = a <= d ? new PowerDecay(a, p, d, q) : new PowerDecay(d, q, a, p);
        decay.walk(t);
        return decay.integral * decay.near;
    }

    /**
     * Writes the integrals of {@code f}, {@code f ln(1+u/A)}, {@code f ln(1+u/D)}, {@code f / (1+u/A)} and
     * {@code f / (1+u/D)} to {@code into}: what the gradient of a likelihood needs.
     */
    public static void moments(double a, double p, double d, double q, double t, double[] into) {
        boolean nearIsA = a <= d;
        PowerDecay decay = nearIsA ? new PowerDecay(a, p, d, q) : new PowerDecay(d, q, a, p);
        decay.walk(t);
        into[0] = decay.integral * decay.near;
        into[nearIsA ? 1 : 2] = decay.nearLogMoment * decay.near;
        into[nearIsA ? 2 : 1] = decay.farLogMoment * decay.near;
        into[nearIsA ? 3 : 4] = decay.nearInverseMoment * decay.near;
        into[nearIsA ? 4 : 3] = decay.farInverseMoment * decay.near;
    }

    private void walk(double t) {
        double end = StrictMath.log1p(t / near);
        double highest = 0;
        for (double y = 0; y < end; ) {
            double steepest = Math.max(Math.abs(slope(y)), Math.abs(slope(y + LONGEST_PANEL)));
            double length = Math.min(Math.min(end - y, LONGEST_PANEL), LARGEST_FALL / steepest);
            double last = panel(y, length);
            highest = Math.max(highest, last);
            if (last < highest - NEGLIGIBLE) {
                return;
            }
            y = y + length > y ? y + length : end; // a panel below the spacing of doubles would not advance
        }
    }

    /** How fast the log integrand falls at y. */
    private double slope(double y) {
        double grown = ratio * StrictMath.exp(Math.min(y, 700));
        return nearPower - 1 + farPower * grown / (1 - ratio + grown);
    }

    /** Adds one panel and gives the log integrand at its last node. */
    private double panel(double from, double length) {
        double last = 0;
        for (int i = 0; i < NODES.length; i++) {
            double y = from + length * (0.5 + 0.5 * NODES[i]);
            double grown = StrictMath.expm1(y);
            double far = 1 + ratio * grown;
            double farLog = StrictMath.log1p(ratio * grown);
            last = y - nearPower * y - farPower * farLog;
            double mass = 0.5 * length * WEIGHTS[i] * StrictMath.exp(last);
            integral += mass;
            nearLogMoment += mass * y;
            farLogMoment += mass * farLog;
            nearInverseMoment += mass / (1 + grown);
            farInverseMoment += mass / far;
        }
        return last;
    }
}
