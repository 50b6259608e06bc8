package io.perennial.training.rate;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Arrays;
import java.util.Optional;

/**
 * Purchases over a window longer than any that closed: the NBD family over that window, its limit without dropout one
 * more member, each user's rate multiplied by a ratio learned on the shorter one, at the family's total.
 *
 * @param expected purchase occasions in the served window
 * @param ifAny    the same given at least one: those beyond the first come at the user's rate
 * @param silence  the probability of none
 * @param silent   the share of eligible users that the family alone expects to stay silent
 * @param heldOut  where a ratio was learned, for each labelled row the occasions expected in the learned window by models
 *                 that did not see its user; of length 0 where it is the family alone
 * @param note     what was done, one sentence
 */
@SuppressWarnings("ArrayRecordComponent") // A column over the labelled rows; rates are never compared.
public record CarriedRate(
        Learned expected, Learned ifAny, Learned silence, double silent, double[] heldOut, String note) {

    /** Empty where the served window itself has closed, or where the family says nothing. */
    public static Optional<CarriedRate> of(TrainingSet set, PurchaseFits fits, long seed) {
        return set.plan().isServedWindowClosed()
                ? Optional.empty()
                : fits.today().map(family -> of(set, family, fits, seed));
    }

    private static CarriedRate of(TrainingSet set, PurchaseProcess family, PurchaseFits fits, long seed) {
        RatioContest.Choice choice = RatioContest.choose(set, fits, seed);
        return choice.logRatio()
                .map(ratio -> corrected(set, family, ratio, choice))
                .orElseGet(() -> alone(set, family, choice));
    }

    /** Whether a ratio was learned; else it is the family alone. */
    public boolean isLearned() {
        return heldOut.length > 0;
    }

    private static CarriedRate alone(TrainingSet set, PurchaseProcess family, RatioContest.Choice choice) {
        double[][] buyers = family.data().buyers(set.current().all()).features();
        Learned silence = family.churn(set.plan().served());
        double[] none = silence.predict(set.current().eligibleRows().features());
        return new CarriedRate(
                family.expectedFar(set.plan().served(), buyers),
                family.occasionsIfAny(set.plan().served()),
                silence,
                RateChange.mean(none, 1),
                choice.heldOut(),
                choice.note());
    }

    private static CarriedRate corrected(
            TrainingSet set, PurchaseProcess family, Learned logRatio, RatioContest.Choice choice) {
        double[][] buyers = family.data().buyers(set.current().all()).features();
        Learned expected = family.expectedFar(set.plan().served(), buyers);
        Learned ifAny = family.occasionsIfAny(set.plan().served());
        Learned none = family.churn(set.plan().served());
        Learned factor = factor(logRatio, StrictMath.log(excess(expected.predict(buyers), logRatio.predict(buyers))));
        Rows eligible = set.current().eligibleRows();
        double[] alone = none.predict(eligible.features());
        double silent = RateChange.mean(alone, 1);
        double[] factors = factor.predict(eligible.features());
        double[] faster = new double[alone.length];
        Arrays.setAll(faster, i -> StrictMath.pow(alone[i], factors[i]));
        return new CarriedRate(
                draft -> times(draft, expected.addTo(draft), factor),
                draft -> {
                    int beyond = draft.add(new Linear(ifAny.addTo(draft), Doubles.of(1), -1));
                    return draft.add(new Linear(times(draft, beyond, factor), Doubles.of(1), 1));
                },
                RateChange.of(none, factor, RateChange.towards(faster, silent)),
                silent,
                choice.heldOut(),
                choice.note());
    }

    private static int times(ModelDraft draft, int node, Learned factor) {
        return draft.add(new Product(Ints.of(node, factor.addTo(draft)), Ints.of(0, 0)));
    }

    private static Learned factor(Learned logRatio, double shift) {
        return (ModelDraft draft) -> {
            int shifted = draft.add(new Linear(logRatio.addTo(draft), Doubles.of(1), shift));
            return draft.add(Dense.apply(shifted, 1, Activation.EXP));
        };
    }

    /** The family's total over its total with the ratio. */
    private static double excess(double[] expected, double[] logRatio) {
        double with = 0;
        for (int i = 0; i < expected.length; i++) {
            with += expected[i] * StrictMath.exp(logRatio[i]);
        }
        return with > 0 ? Arrays.stream(expected).sum() / with : 1;
    }
}
