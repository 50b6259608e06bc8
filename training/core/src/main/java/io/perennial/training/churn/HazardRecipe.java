package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import java.util.Optional;

/** No return in any interval of the window, by the discrete-time hazard: learns from when users came back too. */
final class HazardRecipe implements ChurnRecipe {

    private final int horizonDays;

    /**
     * The recipe.
     *
     * @param horizonDays length of the outcome windows learned from
     */
    HazardRecipe(int horizonDays) {
        this.horizonDays = horizonDays;
    }

    int horizonDays() {
        return horizonDays;
    }

    @Override
    public String id() {
        return "hazard";
    }

    @Override
    public boolean isNaive() {
        return false;
    }

    @Override
    public String description() {
        return "no return in any sixth of the window, by a discrete-time hazard of boosted trees";
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.churned(i) == 0 && Double.isNaN(rows.firstActiveDay(i))) {
                return Optional.of("the day of the first activity is not known");
            }
        }
        return LearnedRecipe.XGBOOST.obstacle(rows);
    }

    @Override
    public ChurnScore fit(Rows rows, long seed) {
        return new ChurnScore(learn(rows, seed).noReturn(), ChurnScore.Unit.SHARE);
    }

    /** The hazard itself, for the days between. */
    ReturnHazard learn(Rows rows, long seed) {
        return ReturnHazard.learn(rows, horizonDays, seed);
    }
}
