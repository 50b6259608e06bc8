package io.perennial.training.value;

import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.FamilyByDay;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Occasions by the NBD family times baskets by Gamma-Gamma: a rule to beat, since it learns from no outcome. */
final class NbdValue implements ValueRecipe {

    static final String ID = "nbd:gamma_gamma";

    private final TrainingSet set;
    private final OutcomeWindow window;
    private final PurchaseFits fits;

    NbdValue(TrainingSet set, OutcomeWindow window, PurchaseFits fits) {
        this.set = set;
        this.fits = fits;
        this.window = window;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean isNaive() {
        return true;
    }

    @Override
    public String description() {
        return "occasions by the NBD family times baskets by Gamma-Gamma";
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        return fits.obstacle(rows)
                .or(() -> rows.isEmpty() || PurchaseProcess.knowsBaskets(rows)
                        ? Optional.empty()
                        : Optional.of("nobody bought twice with a positive amount"));
    }

    /** The family is fitted to everybody visible, so retained users alone would make it see too much loyalty. */
    @Override
    public boolean learnsFromEverybody() {
        return true;
    }

    @Override
    public Learned fit(Rows rows, IntToDoubleFunction amount, long seed) {
        return new FamilyByDay(
                fits,
                family -> of(family.spend().isPresent() ? family : fits.newest().orElseThrow()));
    }

    /** What a fitted process says, as margin with discount. */
    Learned of(PurchaseProcess process) {
        return worth(process.spendIfAny(window));
    }

    /** Spend as margin with discount. */
    Learned worth(Learned spend) {
        return Numbers.scaled(spend, set.valuePerMajor(), 0);
    }
}
