package io.perennial.scoring.nbd;

/**
 * The MBG/NBD model: as the BG/NBD, but a user may leave after the first purchase too.
 *
 * <p>Batislam, Denizel and Filiztekin (2007), International Journal of Research in Marketing 24; Hoppe and Wagner
 * (2007), Marketing - Journal of Research and Management 3.
 *
 * @param r     shape of the rate of purchase
 * @param alpha scale of the rate of purchase, in days
 * @param a     first shape of the chance of leaving
 * @param b     second shape of the chance of leaving
 */
public record MbgNbd(double r, double alpha, double a, double b) implements DropoutAtPurchase {

    public MbgNbd {
        LogSpace.positive("MBG/NBD", "r", r);
        LogSpace.positive("MBG/NBD", "alpha", alpha);
        LogSpace.positive("MBG/NBD", "a", a);
        LogSpace.positive("MBG/NBD", "b", b);
    }

    @Override
    public NbdFamily family() {
        return NbdFamily.MBG_NBD;
    }

    @Override
    public BetaGeometric posterior(PurchaseHistory history) {
        double x = history.repeats();
        return new BetaGeometric(history, alpha, new BetaDropout(r + x, a, b + x + 1), a / (b + x));
    }
}
