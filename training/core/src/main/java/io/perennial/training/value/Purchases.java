package io.perennial.training.value;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Expected purchase occasions: what is expected of a user directly, the chance of staying times what is expected of
 * those who stay, or the plain mean of several such ways. Where buying is the only way to stay they are never fewer than
 * the chance of staying.
 *
 * @param direct  occasions of a user, whatever the churn model says, by each way that has them
 * @param beyond  occasions of a user who stays, beyond those that staying implies
 * @param implied occasions that staying implies: 1 where buying is the only way to stay, else 0
 * @param median  the median of occasions; empty where no window has closed
 * @param note    what it is and how it was chosen, one sentence
 */
record Purchases(
        List<Learned> direct, Optional<Learned> beyond, int implied, Optional<PurchaseMedian> median, String note) {

    Purchases {
        direct = List.copyOf(direct);
    }

    /** Nobody is expected to buy more than staying implies. */
    static Purchases implied(int implied, String note) {
        return new Purchases(List.of(), Optional.of(Numbers.constant(0)), implied, Optional.empty(), note);
    }

    /** Adds the nodes, given that of the churn probability, and gives the last one's number. */
    int addTo(ModelDraft draft, int churn) {
        List<Integer> ways = new ArrayList<>();
        direct.forEach(number -> ways.add(number.addTo(draft)));
        beyond.ifPresent(number -> {
            int ifStaying = draft.add(new Linear(number.addTo(draft), Doubles.of(1), implied));
            ways.add(draft.add(new Product(Ints.of(churn, ifStaying), Ints.of(1, 0))));
        });
        double[] shares = new double[ways.size()];
        Arrays.fill(shares, 1.0 / shares.length);
        int mean = ways.size() == 1 ? ways.get(0) : draft.add(new Blend(Ints.of(ways), Doubles.of(shares), 0));
        return !direct.isEmpty() && implied > 0 ? atLeastStaying(draft, mean, churn) : mean;
    }

    /** {@code max(number, 1 - churn)}. */
    static int atLeastStaying(ModelDraft draft, int number, int churn) {
        int over = draft.add(new Blend(Ints.of(number, churn), Doubles.of(1, 1), -1));
        int excess = draft.add(Dense.apply(over, 1, Activation.RELU));
        return draft.add(new Blend(Ints.of(excess, churn), Doubles.of(1, -1), 1));
    }
}
