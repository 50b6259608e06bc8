package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
import java.util.function.Function;
import org.hipparchus.linear.RealVector;

/**
 * Where a likelihood is searched: bounds and starts in log parameters, scaled by the users' mean age.
 *
 * <p>Where the other starts gain too little, one more is the model without dropout, so that no fit can end below the
 * limit it contains. Of many distinct histories a draw is climbed first, which bounds the time; the last few steps, from
 * its top, are of everybody, so that what is known of the top is what everybody says.
 */
final class SearchBox {

    /** Dropout so rare that the likelihood equals that without it to rounding. */
    private static final double NEVER = 1e-8;

    private static final double EDGE = 1e-6;

    /** What a model takes, and room for what a logarithm is off by. */
    private static final double LARGEST = 0.999 * NbdFamily.LARGEST_PARAMETER;

    /** About three seconds of the dearest likelihood on one core. */
    private static final int MOST_ROW_EVALUATIONS = 1_500_000;

    /** Distinct histories that are climbed from afar. */
    private static final int MOST_ROWS = 10_000;

    /** Evaluations of everybody from the top of a draw: three or four are enough unless a ridge is flat. */
    private static final int LAST_EVALUATIONS = 12;

    private final NbdData everybody;
    private final double[] low;
    private final double[] high;
    private final double enough;
    private final double[] last;
    private final double[][] starts;

    private SearchBox(NbdData data, double[] low, double[] high, double enough, double[] last, double[]... starts) {
        this.everybody = data;
        this.enough = enough;
        this.last = last;
        this.low = low;
        this.high = high;
        this.starts = starts;
    }

    /** For the NBD without dropout. */
    static SearchBox limit(NbdData data) {
        double age = Math.max(data.meanAge(), 1);
        double rate = Math.max(data.repeats() / data.users(), 1e-3) / age;
        return new SearchBox(
                data,
                low(NbdFamily.NBD, age),
                high(NbdFamily.NBD, age),
                Double.POSITIVE_INFINITY,
                logs(3, 3 / rate),
                logs(0.5, 0.5 / rate));
    }

    /** For a member with dropout, around the fit without. */
    static SearchBox of(NbdFamily family, NbdData data, Optimum limit) {
        double age = Math.max(data.meanAge(), 1);
        double r = limit.parameters()[0];
        double alpha = limit.parameters()[1];
        double enough = limit.value() + NbdFit.NEEDED_GAIN;
        if (family == NbdFamily.PARETO_NBD) {
            return new SearchBox(
                    data,
                    low(family, age),
                    high(family, age),
                    enough,
                    logs(r, alpha, NEVER, age),
                    logs(1.5 * r, alpha, 0.6, age / 3),
                    logs(r, alpha, 3, 10 * age));
        }
        return new SearchBox(
                data,
                low(family, age),
                high(family, age),
                enough,
                logs(r, alpha, NEVER, 1),
                logs(r, alpha, 0.8, 2.5),
                logs(r, alpha, 0.1, 3));
    }

    /** For the MBG/CNBD-k of so many steps: as the MBG/NBD, with a rate of steps instead of purchases. */
    static SearchBox regular(int steps, NbdData data, Optimum limit) {
        double age = Math.max(data.meanAge(), 1);
        double r = limit.parameters()[0];
        double alpha = limit.parameters()[1] / steps;
        return new SearchBox(
                data,
                low(NbdFamily.MBG_NBD, age),
                high(NbdFamily.MBG_NBD, age),
                Double.NEGATIVE_INFINITY,
                logs(r, alpha, NEVER, 1),
                logs(r, alpha, 0.8, 2.5),
                logs(r, alpha, 0.1, 3));
    }

    /** As {@link #regular}, dropout held at never. */
    static SearchBox regularWithoutDropout(int steps, NbdData data, Optimum limit) {
        double age = Math.max(data.meanAge(), 1);
        double[] start = logs(limit.parameters()[0], limit.parameters()[1] / steps, NEVER, 1);
        double[] low = low(NbdFamily.MBG_NBD, age);
        double[] high = high(NbdFamily.MBG_NBD, age);
        System.arraycopy(start, 2, low, 2, 2);
        System.arraycopy(start, 2, high, 2, 2);
        return new SearchBox(data, low, high, Double.NEGATIVE_INFINITY, start, start);
    }

    /** The lower bounds of a member's log parameters, for users of this mean age in days. */
    static double[] low(NbdFamily family, double age) {
        return switch (family) {
            case NBD -> logs(1e-4, 1e-5 * age);
            case PARETO_NBD -> logs(1e-4, 1e-5 * age, 0.1 * NEVER, 1e-4 * age);
            case BG_NBD, MBG_NBD, MBG_CNBD_K -> logs(1e-4, 1e-5 * age, 0.1 * NEVER, 1e-4);
        };
    }

    /** The upper bounds of a member's log parameters, none beyond what its model takes. */
    static double[] high(NbdFamily family, double age) {
        double alpha = Math.min(1e7 * age, LARGEST);
        return switch (family) {
            case NBD -> logs(1e5, alpha);
            case PARETO_NBD -> logs(1e5, alpha, 1e4, Math.min(1e6 * age, LARGEST));
            case BG_NBD, MBG_NBD, MBG_CNBD_K -> logs(1e5, alpha, 1e5, 1e6);
        };
    }

    /**
     * The best top.
     *
     * @param likelihood of some users
     */
    Optimum climb(Function<NbdData, Likelihood> likelihood) {
        NbdData drawn = everybody.thinned(MOST_ROWS);
        NewtonAscent ascent = new NewtonAscent(
                likelihood.apply(drawn),
                low,
                high,
                MOST_ROW_EVALUATIONS / drawn.rows().size());
        if (drawn == everybody) {
            Optimum top = ascent.climb(starts);
            return top.value() < enough ? ascent.climb(last) : top;
        }
        NewtonAscent whole = new NewtonAscent(likelihood.apply(everybody), low, high, LAST_EVALUATIONS);
        Optimum top = whole.climb(ascent.climb(starts).at().toArray());
        return top.value() < enough ? whole.climb(ascent.climb(last).at().toArray()) : top;
    }

    /** Index of a parameter on a face of the box, -1 if there is none. */
    int edge(RealVector at) {
        for (int i = 0; i < at.getDimension(); i++) {
            if (isEdge(at.getEntry(i), low[i], high[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a number lies on one of two bounds. */
    static boolean isEdge(double at, double low, double high) {
        return at < low + EDGE || at > high - EDGE;
    }

    private static double[] logs(double... values) {
        double[] logs = new double[values.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = StrictMath.log(values[i]);
        }
        return logs;
    }
}
