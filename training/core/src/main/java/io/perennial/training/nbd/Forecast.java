package io.perennial.training.nbd;

import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import org.hipparchus.random.RandomDataGenerator;

/**
 * What users may do in a window, drawn from what fitted models believe after the users' histories: the distribution
 * behind an expectation, parameters taken as known.
 *
 * <p>Not thread-safe; the same seed and calls give the same draws.
 */
public final class Forecast {

    /** What one draw says: purchases in the window and money spent on them. */
    public record Draw(int purchases, double spent) {}

    private final PurchaseModel model;
    private final GammaGamma baskets;
    private final FutureWindow window;
    private final RandomDataGenerator random;

    /**
     * Draws for a window.
     *
     * @param model   of repeat purchase, rates in days
     * @param baskets of money a purchase
     */
    public Forecast(PurchaseModel model, GammaGamma baskets, FutureWindow window, long seed) {
        this.model = model;
        this.baskets = baskets;
        this.window = window;
        this.random = new RandomDataGenerator(seed);
    }

    /**
     * One draw of a user's future. The scale of baskets is Gamma(q + p x, v + x m) after x repeats of mean m.
     *
     * @param meanBasket mean of the user's repeat baskets, NaN where there is none
     */
    public Draw draw(PurchaseHistory history, double meanBasket) {
        int[] bought = new int[1];
        Life.after(model, history, random).live(window.end(), random, day -> bought[0] += day > window.start() ? 1 : 0);
        if (bought[0] == 0) {
            return new Draw(0, 0);
        }
        double x = meanBasket > 0 ? history.repeats() : 0;
        double seen = x == 0 ? 0 : x * meanBasket;
        double rate = random.nextGamma(baskets.q() + baskets.p() * x, 1 / (baskets.v() + seen));
        return new Draw(bought[0], random.nextGamma(baskets.p() * bought[0], 1 / rate));
    }
}
