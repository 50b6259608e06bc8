package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.FamilyByDay;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseFits;
import java.util.Optional;

/** No purchase in the window by the NBD family: one of the rules to beat, since it learns from no outcome. */
final class NbdRecipe implements ChurnRecipe {

    private final TrainingSet set;
    private final PurchaseFits fits;

    NbdRecipe(TrainingSet set, PurchaseFits fits) {
        this.set = set;
        this.fits = fits;
    }

    @Override
    public String id() {
        return "nbd";
    }

    @Override
    public boolean isNaive() {
        return true;
    }

    @Override
    public String description() {
        return "no purchase by the NBD family, fitted to recency and frequency";
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        return fits.obstacle(rows);
    }

    @Override
    public ChurnScore fit(Rows rows, long seed) {
        Learned silence =
                new FamilyByDay(fits, family -> family.churn(set.plan().learned()));
        return new ChurnScore(silence, ChurnScore.Unit.SHARE);
    }
}
