package io.perennial.training.nbd;

import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.MbgNbd;
import io.perennial.scoring.nbd.Nbd;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;

/** Users drawn from a model itself: what they did until the last visible day, whether they lived, what they did next. */
final class SimulatedUsers {

    /**
     * One user.
     *
     * @param history what was seen
     * @param alive   whether the user had not left by the last visible day
     * @param later   purchases in the window after it
     */
    record User(PurchaseHistory history, boolean alive, int later) {}

    private static final int FOREVER = Integer.MAX_VALUE;

    private final PurchaseModel model;
    private final RandomDataGenerator random;

    private SimulatedUsers(PurchaseModel model, long seed) {
        this.model = model;
        this.random = new RandomDataGenerator(seed);
    }

    /** Users of ages spread evenly over {@code youngest..oldest}. */
    static List<User> draw(
            PurchaseModel model, int users, double youngest, double oldest, FutureWindow window, long seed) {
        SimulatedUsers simulation = new SimulatedUsers(model, seed);
        List<User> drawn = new ArrayList<>(users);
        for (int i = 0; i < users; i++) {
            drawn.add(simulation.user(youngest + (oldest - youngest) * i / users, window));
        }
        return drawn;
    }

    private User user(double age, FutureWindow window) {
        double[] p = model.parameters();
        double rate = random.nextGamma(p[0], 1 / p[1]);
        double leavesAt = Double.POSITIVE_INFINITY;
        int stays = FOREVER; // repeats until the user leaves
        if (model instanceof ParetoNbd) {
            leavesAt = random.nextExponential(1 / random.nextGamma(p[2], 1 / p[3]));
        } else if (model instanceof BgNbd) {
            stays = failures(random.nextBeta(p[2], p[3])) + 1;
        } else if (model instanceof MbgNbd) {
            stays = failures(random.nextBeta(p[2], p[3]));
        } else if (!(model instanceof Nbd)) {
            throw new IllegalArgumentException("no simulation of " + model);
        }
        return live(age, window, rate, leavesAt, stays);
    }

    private User live(double age, FutureWindow window, double rate, double leavesAt, int stays) {
        int repeats = 0;
        double last = 0;
        int bought = 0;
        int later = 0;
        for (double at = wait(rate); at < age + window.end() && at < leavesAt && bought < stays; at += wait(rate)) {
            bought++;
            if (at <= age) {
                repeats++;
                last = at;
            } else if (at > age + window.start()) {
                later++;
            }
        }
        boolean alive = leavesAt > age && repeats < stays;
        return new User(new PurchaseHistory(repeats, last, age), alive, later);
    }

    private double wait(double rate) {
        return rate > 0 ? random.nextExponential(1 / rate) : Double.POSITIVE_INFINITY;
    }

    /** Purchases survived before the one after which the user leaves, each with chance {@code p}. */
    private int failures(double p) {
        double survived = Math.log(1 - random.nextDouble()) / Math.log1p(-p);
        return survived < 1e9 ? (int) survived : (int) 1e9;
    }
}
