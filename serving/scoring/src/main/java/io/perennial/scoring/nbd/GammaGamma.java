package io.perennial.scoring.nbd;

/**
 * The Gamma-Gamma model of spend per purchase occasion: a user's baskets vary by a Gamma distribution around a mean of
 * the user's own, and means differ between users.
 *
 * <p>Spend is taken as independent of how often a user buys; training tests that. Fader and Hardie (2013), "The
 * Gamma-Gamma Model of Monetary Value". Money in major units.
 *
 * @param p shape of a user's baskets
 * @param q shape of the scales over users, above 1: else the mean over users is infinite
 * @param v scale of the scales over users, in money
 */
public record GammaGamma(double p, double q, double v) {

    /** Baskets of currencies without a minor unit have many digits, and where means do not differ q has as many. */
    private static final double LARGEST_SCALE = 1e18;

    public GammaGamma {
        LogSpace.positive("Gamma-Gamma", "p", p);
        LogSpace.positive("Gamma-Gamma", "q - 1", q - 1);
        LogSpace.positive("Gamma-Gamma", "v", v, LARGEST_SCALE);
    }

    /** Mean basket over all users. */
    public double populationMean() {
        return v * p / (q - 1);
    }

    /**
     * Expected basket of a user with {@code repeats} repeat occasions of {@code meanBasket} on average: the user's own
     * mean drawn towards the population's. Without repeats, or where the mean is missing, the population's.
     */
    public double expectedBasket(double repeats, double meanBasket) {
        if (!(repeats > 0) || !(meanBasket >= 0)) {
            return populationMean();
        }
        return p * (v + repeats * meanBasket) / (p * repeats + q - 1);
    }
}
