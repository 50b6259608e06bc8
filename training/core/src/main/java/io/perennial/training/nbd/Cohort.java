package io.perennial.training.nbd;

import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;

/** Users drawn from a model itself: what they did until the last visible day, whether they lived, what they did next. */
public final class Cohort {

    /**
     * One user.
     *
     * @param history    what was seen
     * @param meanBasket mean of the repeat baskets seen, NaN where there is none
     * @param alive      whether the user had not left by the last visible day
     * @param later      purchases in the window after it
     * @param spent      money in that window
     */
    public record User(PurchaseHistory history, double meanBasket, boolean alive, int later, double spent) {}

    private final PurchaseModel model;
    private final GammaGamma baskets;
    private final RandomDataGenerator random;
    private final RandomDataGenerator purse;

    private Cohort(PurchaseModel model, GammaGamma baskets, long seed) {
        this.model = model;
        this.baskets = baskets;
        this.random = new RandomDataGenerator(seed);
        this.purse = new RandomDataGenerator(~seed);
    }

    /**
     * Users of ages spread evenly over {@code youngest..oldest} days.
     *
     * @param model   how they buy and leave, rates in days
     * @param baskets what a purchase is worth to them
     * @param window  the time after the last visible day that is looked at
     */
    public static List<User> draw(
            PurchaseModel model,
            GammaGamma baskets,
            int users,
            double youngest,
            double oldest,
            FutureWindow window,
            long seed) {
        Cohort cohort = new Cohort(model, baskets, seed);
        List<User> drawn = new ArrayList<>(users);
        for (int i = 0; i < users; i++) {
            drawn.add(cohort.user(youngest + (oldest - youngest) * i / users, window));
        }
        return drawn;
    }

    private User user(double age, FutureWindow window) {
        Life life = Life.born(model, random);
        int[] counts = new int[2];
        double[] last = new double[1];
        life.live(age + window.end(), random, day -> {
            if (day <= age) {
                counts[0]++;
                last[0] = day;
            } else if (day > age + window.start()) {
                counts[1]++;
            }
        });
        boolean alive = life.leavesAt() > age && counts[0] < life.stays();
        double rate = purse.nextGamma(baskets.q(), 1 / baskets.v());
        double mean = counts[0] == 0 ? Double.NaN : money(counts[0], rate) / counts[0];
        return new User(new PurchaseHistory(counts[0], last[0], age), mean, alive, counts[1], money(counts[1], rate));
    }

    private double money(int purchases, double rate) {
        return purchases == 0 ? 0 : purse.nextGamma(baskets.p() * purchases, 1 / rate);
    }
}
