package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;

/**
 * Likelihood of one history where users leave at purchases, over r, alpha, a and b.
 *
 * <p>The term of {@link NbdTerm} times {@code (b)_n / (a+b)_n S (1 + e^d)} with the rising factorials
 * {@code (c)_n = c (c+1) ... (c+n-1)}, S of {@link ErlangSum} and the log odds of having left
 * {@code d = ln a/(b+n-1) + (r+kx) ln (alpha+T)/(alpha+t_x) - ln S}. Of n chances to leave the user passed all or all
 * but the last: n is x in the BG/NBD and x + 1 in the MBG/NBD and MBG/CNBD-k. With k = 1, S is 1.
 */
final class GeometricTerm implements HistoryTerm {

    private final double r;
    private final double alpha;
    private final double a;
    private final double b;
    private final double logA;
    private final int steps;
    private final int first;
    private final NbdTerm buying;
    private final RisingSums stays;
    private final RisingSums chances;
    private final ErlangSum waiting;
    private final Expansion odds = new Expansion(4);
    private int known = -1;
    private double logOddsAtLast;

    private GeometricTerm(int steps, int first, double[] parameters) {
        this.r = parameters[0];
        this.alpha = parameters[1];
        this.a = parameters[2];
        this.b = parameters[3];
        this.logA = StrictMath.log(a);
        this.steps = steps;
        this.first = first;
        this.buying = new NbdTerm(steps, parameters);
        this.stays = new RisingSums(b);
        this.chances = new RisingSums(a + b);
        this.waiting = new ErlangSum(steps);
    }

    /** Of the BG/NBD: nobody leaves before the first repeat. */
    static GeometricTerm afterRepeats(double... parameters) {
        return new GeometricTerm(1, 0, parameters);
    }

    /** Of the MBG/CNBD-k, the MBG/NBD for one step: a user may leave at the first purchase already. */
    static GeometricTerm afterPurchases(int steps, double... parameters) {
        return new GeometricTerm(steps, 1, parameters);
    }

    @Override
    public void add(PurchaseHistory history, double weight, Expansion into) {
        int passed = (int) history.repeats() + first;
        Expansion user = buying.read(history);
        stays.advance(passed);
        chances.advance(passed);
        double shape = r + steps * history.repeats();
        waiting.read(shape, (history.age() - history.lastRepeat()) / (alpha + history.age()));
        user.setValue(user.value() + stays.logs() - chances.logs() + waiting.log());
        user.setSlope(0, user.slope(0) + waiting.byShape());
        user.setSlope(1, user.slope(1) + waiting.byScale() / (alpha + history.age()));
        addWaiting(user, 1, alpha + history.age());
        user.setSlope(2, -chances.inverses());
        user.setSlope(3, stays.inverses() - chances.inverses());
        user.setBend(2, 2, chances.inverseSquares());
        user.setBend(3, 2, chances.inverseSquares());
        user.setBend(3, 3, chances.inverseSquares() - stays.inverseSquares());
        into.add(weight, user);
        if (passed > 0) {
            into.addSoftplus(weight, odds(history, passed, shape));
        }
    }

    /** The log odds of having left. */
    private Expansion odds(PurchaseHistory history, int passed, double shape) {
        double now = alpha + history.age();
        double last = alpha + history.lastRepeat();
        double silent = StrictMath.log1p((history.age() - history.lastRepeat()) / last);
        double scales = 1 / now - 1 / last;
        double unlucky = 1 / (b + passed - 1);
        odds.setValue(logOddsAtLast(passed) + shape * silent - waiting.log());
        odds.setSlope(0, silent - waiting.byShape());
        odds.setSlope(1, shape * scales - waiting.byScale() / now);
        odds.setSlope(2, 1 / a);
        odds.setSlope(3, -unlucky);
        odds.setBend(0, 0, 0);
        odds.setBend(1, 0, scales);
        odds.setBend(1, 1, -shape * (1 / now / now - 1 / last / last));
        odds.setBend(2, 2, -1 / a / a);
        odds.setBend(3, 3, unlucky * unlucky);
        addWaiting(odds, -1, now);
        return odds;
    }

    /** Adds the second derivatives of ln S, times a sign. */
    private void addWaiting(Expansion to, double sign, double scale) {
        to.setBend(0, 0, to.bend(0, 0) + sign * waiting.byShapeTwice());
        to.setBend(1, 0, to.bend(1, 0) + sign * waiting.byShapeAndScale() / scale);
        to.setBend(1, 1, to.bend(1, 1) + sign * waiting.byScaleTwice() / scale / scale);
    }

    private double logOddsAtLast(int passed) {
        if (passed != known) {
            known = passed;
            logOddsAtLast = logA - StrictMath.log(b + passed - 1);
        }
        return logOddsAtLast;
    }
}
