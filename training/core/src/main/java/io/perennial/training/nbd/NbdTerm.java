package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;

/**
 * Likelihood of one history under the NBD without dropout, {@code (r)_n alpha^r (alpha+T)^-(r+n)}, over r and alpha.
 *
 * <p>A member with dropout multiplies this by what it thinks of leaving. Where a purchase takes k steps, n is k x.
 */
final class NbdTerm implements HistoryTerm {

    private final double r;
    private final double alpha;
    private final double logAlpha;
    private final int steps;
    private final RisingSums rates;
    private final Expansion user;

    NbdTerm(double... parameters) {
        this(1, parameters);
    }

    /**
     * As the first part of a member.
     *
     * @param steps      k, steps that make a purchase
     * @param parameters r, alpha, and those of the member that this part does not read
     */
    NbdTerm(int steps, double[] parameters) {
        this.r = parameters[0];
        this.alpha = parameters[1];
        this.logAlpha = StrictMath.log(alpha);
        this.steps = steps;
        this.rates = new RisingSums(r);
        this.user = new Expansion(parameters.length);
    }

    @Override
    public void add(PurchaseHistory history, double weight, Expansion into) {
        into.add(weight, read(history));
    }

    /** The term of one history; overwritten by the next, and what it sets may be added to. */
    Expansion read(PurchaseHistory history) {
        double n = steps * history.repeats();
        double scale = alpha + history.age();
        double grown = StrictMath.log1p(history.age() / alpha);
        rates.advance((int) n);
        user.setValue(rates.logs() - (r + n) * grown - n * logAlpha);
        user.setSlope(0, rates.inverses() - grown);
        user.setSlope(1, (r * history.age() / alpha - n) / scale);
        user.setBend(0, 0, -rates.inverseSquares());
        user.setBend(1, 0, history.age() / alpha / scale);
        user.setBend(1, 1, (r + n) / scale / scale - r / alpha / alpha);
        return user;
    }
}
