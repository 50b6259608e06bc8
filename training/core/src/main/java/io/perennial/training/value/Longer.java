package io.perennial.training.value;

import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.PurchaseFits;
import java.util.Locale;
import java.util.Optional;

/**
 * What the window learned on says of the served one; the two are one unless no window of the served length has closed.
 *
 * @param churn  the churn model, which speaks of the served window
 * @param same   whether they are one
 * @param growth how many times as much comes from everybody over the served one
 */
record Longer(ChurnModel churn, boolean same, double growth) {

    static Longer of(TrainingSet set, ChurnModel churn, PurchaseFits fits) {
        boolean same = set.plan().isServedWindowClosed();
        return new Longer(churn, same, same ? 1 : new HorizonTrainer(set, churn, fits).toServed());
    }

    /** What was carried, one sentence; empty where nothing was. */
    Optional<String> note() {
        return same
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "no window of the full horizon has closed: totals are %.2f times those of the window learned on",
                        growth));
    }

    /** The chance that each row stays over the served window. */
    double[] stay(Rows rows) {
        double[] leaving = same
                ? rows.of(i -> churn.heldOut()[rows.row(i)])
                : churn.probability().predict(rows.features());
        return rows.of(i -> 1 - leaving[i]);
    }
}
