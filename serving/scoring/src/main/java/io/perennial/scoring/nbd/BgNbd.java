package io.perennial.scoring.nbd;

/**
 * The BG/NBD model: a user buys at a rate of their own and after each repeat purchase leaves with a chance of their
 * own; nobody leaves before the first repeat.
 *
 * <p>Rates are Gamma(r, alpha), chances of leaving Beta(a, b) over users. Fader, Hardie and Lee (2005), "Counting Your
 * Customers the Easy Way", Marketing Science 24. {@code P(alive) = 1} for every one-time buyer, by construction: it is
 * never a churn label. Between no repeat and one, where only averaged histories lie, the odds of having left grow
 * linearly.
 *
 * @param r     shape of the rate of purchase
 * @param alpha scale of the rate of purchase, in days
 * @param a     first shape of the chance of leaving
 * @param b     second shape of the chance of leaving
 */
public record BgNbd(double r, double alpha, double a, double b) implements DropoutAtPurchase {

    public BgNbd {
        LogSpace.positive("BG/NBD", "r", r);
        LogSpace.positive("BG/NBD", "alpha", alpha);
        LogSpace.positive("BG/NBD", "a", a);
        LogSpace.positive("BG/NBD", "b", b);
    }

    @Override
    public NbdFamily family() {
        return NbdFamily.BG_NBD;
    }

    @Override
    public BetaGeometric posterior(PurchaseHistory history) {
        double x = history.repeats();
        double oddsAtLast = Math.min(x, 1) * a / (b + Math.max(x, 1) - 1);
        return new BetaGeometric(history, alpha, new BetaDropout(r + x, a, b + x), oddsAtLast);
    }
}
