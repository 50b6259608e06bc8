package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;

/**
 * Likelihood of one history under the Pareto/NBD, over r, alpha, s and beta.
 *
 * <p>The term of {@link NbdTerm} times {@code (beta/(beta+T))^s (1 + e^d)} with the log odds {@code d} of having left
 * since the last purchase,
 * {@code d = ln s I/(beta+t_x) + (r+x) ln (alpha+T)/(alpha+t_x) + s ln (beta+T)/(beta+t_x)}, I of
 * {@link LeavingMoments}.
 */
final class ParetoTerm implements HistoryTerm {

    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;
    private final double logS;
    private final NbdTerm buying;
    private final LeavingMoments moments = new LeavingMoments();
    private final Expansion odds = new Expansion(4);

    ParetoTerm(double... parameters) {
        this.r = parameters[0];
        this.alpha = parameters[1];
        this.s = parameters[2];
        this.beta = parameters[3];
        this.logS = StrictMath.log(s);
        this.buying = new NbdTerm(1, parameters);
    }

    @Override
    public void add(PurchaseHistory history, double weight, Expansion into) {
        double age = history.age();
        double scale = beta + age;
        double aged = StrictMath.log1p(age / beta);
        Expansion user = buying.read(history);
        user.setValue(user.value() - s * aged);
        user.setSlope(2, -aged);
        user.setSlope(3, s * age / beta / scale);
        user.setBend(3, 2, age / beta / scale);
        user.setBend(3, 3, s / scale / scale - s / beta / beta);
        into.add(weight, user);
        if (age > history.lastRepeat()) {
            into.addSoftplus(weight, odds(history));
        }
    }

    /** The log odds of having left. */
    private Expansion odds(PurchaseHistory history) {
        double shape = r + history.repeats();
        double silence = history.age() - history.lastRepeat();
        double leaving = beta + history.lastRepeat();
        moments.expand(alpha + history.lastRepeat(), shape, leaving, s + 1, silence, odds);
        add(0, shape, alpha + history.lastRepeat(), silence);
        add(2, s, leaving, silence);
        odds.setValue(odds.value() + logS - StrictMath.log(leaving));
        odds.setSlope(2, odds.slope(2) + 1 / s);
        odds.setSlope(3, odds.slope(3) - 1 / leaving);
        odds.setBend(2, 2, odds.bend(2, 2) - 1 / s / s);
        odds.setBend(3, 3, odds.bend(3, 3) + 1 / leaving / leaving);
        return odds;
    }

    /** Adds {@code power ln (1 + silence/last)} to the odds, with its derivatives by the power and the scale. */
    private void add(int power, double exponent, double last, double silence) {
        int scale = power + 1;
        double now = last + silence;
        double log = StrictMath.log1p(silence / last);
        odds.setValue(odds.value() + exponent * log);
        odds.setSlope(power, odds.slope(power) + log);
        odds.setSlope(scale, odds.slope(scale) + exponent * (1 / now - 1 / last));
        odds.setBend(scale, power, odds.bend(scale, power) + 1 / now - 1 / last);
        odds.setBend(scale, scale, odds.bend(scale, scale) - exponent * (1 / now / now - 1 / last / last));
    }
}
