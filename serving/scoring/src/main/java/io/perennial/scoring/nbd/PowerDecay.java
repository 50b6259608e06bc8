package io.perennial.scoring.nbd;

import org.hipparchus.analysis.integration.gauss.LegendreRuleFactory;
import org.hipparchus.util.Pair;

/**
 * The integral of {@code f(u) = (1 + u/A)^-p (1 + u/D)^-q} over {@code [0, t]}, with its moments.
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

    /** Takes what the integrand is at one node. */
    @FunctionalInterface
    public interface Node {
        /**
         * One node.
         *
         * @param mass    its share of the integral, over min(A, D)
         * @param near    u over the smaller scale
         * @param nearLog y, the logarithm of 1 + near
         * @param far     u over the larger scale
         * @param farLog  the logarithm of 1 + far
         */
        void take(double mass, double near, double nearLog, double far, double farLog);
    }

    private final double near;
    private final double nearPower;
    private final double ratio;
    private final double farPower;
    private double integral;

    private PowerDecay(double near, double nearPower, double far, double farPower) {
        this.near = near;
        this.nearPower = nearPower;
        this.ratio = near / far;
        this.farPower = farPower;
    }

    /** The integral. */
    static double integral(double a, double p, double d, double q, double t) {
        return integral(a, p, d, q, t, (mass, nearBy, nearLog, farBy, farLog) -> {});
    }

    /** The integral, whose nodes are handed over on the way. */
    public static double integral(double a, double p, double d, double q, double t, Node node) {
        PowerDecay decay = a <= d ? new PowerDecay(a, p, d, q) : new PowerDecay(d, q, a, p);
        decay.walk(t, node);
        return decay.integral * decay.near;
    }

    private void walk(double t, Node node) {
        double end = StrictMath.log1p(t / near);
        double highest = 0;
        for (double y = 0; y < end; ) {
            double length = Math.min(end - y, LONGEST_PANEL);
            if (length * steepest() > LARGEST_FALL) {
                double steepest = Math.max(Math.abs(slope(y)), Math.abs(slope(y + LONGEST_PANEL)));
                length = Math.min(length, LARGEST_FALL / steepest);
            }
            double last = panel(y, length, node);
            highest = Math.max(highest, last);
            if (last < highest - NEGLIGIBLE) {
                return;
            }
            y = y + length > y ? y + length : end; // a panel below the spacing of doubles would not advance
        }
    }

    /** How fast the log integrand can fall or rise at most. */
    private double steepest() {
        return Math.max(1, Math.abs(nearPower - 1 + farPower));
    }

    /** How fast the log integrand falls at y. */
    private double slope(double y) {
        double grown = ratio * StrictMath.exp(Math.min(y, 700));
        return nearPower - 1 + farPower * grown / (1 - ratio + grown);
    }

    /** Adds one panel and gives the log integrand at its last node. */
    private double panel(double from, double length, Node node) {
        double last = 0;
        for (int i = 0; i < NODES.length; i++) {
            double y = from + length * (0.5 + 0.5 * NODES[i]);
            double grown = StrictMath.expm1(y);
            double farLog = StrictMath.log1p(ratio * grown);
            last = y - nearPower * y - farPower * farLog;
            double mass = 0.5 * length * WEIGHTS[i] * StrictMath.exp(last);
            integral += mass;
            node.take(mass, grown, y, ratio * grown, farLog);
        }
        return last;
    }
}
