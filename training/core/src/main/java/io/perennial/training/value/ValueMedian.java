package io.perennial.training.value;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The median of a user's value as a share of the value if retained, by the chance of staying.
 *
 * <p>Who stays with chance p and is then worth s times a draw has the median {@code s q((p - 1/2) / p)}, where q tells the
 * quantiles of the draw, and nothing where p is no more than a half. So of two users who are expected to be worth the same
 * one may have a median of nothing and the other not, which no curve over the expectation alone can tell. Over a longer
 * window more stay, and medians rise with them, where those of a shorter one, multiplied, would leave most at nothing.
 *
 * <p>The share that errs least on some users, by the sum of {@code |actual - share s|}, is the median of
 * {@code actual / s} weighted by s: groups are of as much value, and those worth most have a say in it as they have in
 * the error (Koenker and Bassett 1978).
 *
 * @param shares its medians over the chance of staying; its ends are not used
 */
record ValueMedian(ValueInterval shares) {

    /** Nobody is said to be worth more than nothing. */
    static ValueMedian unknown() {
        return new ValueMedian(ValueInterval.unknown());
    }

    /**
     * Learns the shares by models that did not see the users.
     *
     * @param stay       chance of staying of each row
     * @param ifRetained value if retained; rows without one teach nothing
     * @param actual     what they were worth, in the same unit and at the same total
     * @param weights    of rows; those of a user weigh 1 together
     */
    static ValueMedian of(double[] stay, double[] ifRetained, double[] actual, double[] weights) {
        int[] told = IntStream.range(0, stay.length)
                .filter(i -> ifRetained[i] > 0 && Double.isFinite(ifRetained[i]) && Double.isFinite(stay[i]))
                .toArray();
        double users = Arrays.stream(told).mapToDouble(i -> weights[i]).sum();
        double worth =
                Arrays.stream(told).mapToDouble(i -> weights[i] * ifRetained[i]).sum();
        return new ValueMedian(ValueInterval.of(
                Arrays.stream(told).mapToDouble(i -> stay[i]).toArray(),
                Arrays.stream(told).mapToDouble(i -> actual[i] / ifRetained[i]).toArray(),
                Arrays.stream(told)
                        .mapToDouble(i -> weights[i] * ifRetained[i] * users / worth)
                        .toArray()));
    }

    /** Adds the nodes, given those of the value if retained and of the churn probability. */
    int addTo(ModelDraft draft, int ifRetained, int churn) {
        int stay = draft.add(new Linear(churn, Doubles.of(-1), 1));
        int share = draft.add(shares.medianNode(stay));
        return draft.add(new Product(Ints.of(ifRetained, share), Ints.of(0, 0)));
    }
}
