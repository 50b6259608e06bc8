package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import java.util.Optional;

/**
 * A recipe that keeps its last score, so that a blend asked for the very same rows after its members learns nothing
 * twice: so it is where a later period judges. Folds are other rows, and are learned from anew. Safe for several
 * threads: at worst two of them learn the same.
 */
final class Remembered implements ChurnRecipe {

    private final ChurnRecipe recipe;
    private volatile Fit last;

    Remembered(ChurnRecipe recipe) {
        this.recipe = recipe;
    }

    /** A score and the very rows it was learned from. */
    private record Fit(Rows rows, long seed, ChurnScore score) {

        boolean isOf(Rows other, long otherSeed) {
            return rows == other && seed == otherSeed;
        }
    }

    @Override
    public String id() {
        return recipe.id();
    }

    @Override
    public boolean isNaive() {
        return recipe.isNaive();
    }

    @Override
    public String description() {
        return recipe.description();
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        return recipe.obstacle(rows);
    }

    @Override
    public ChurnScore fit(Rows rows, long seed) {
        Fit known = last;
        if (known == null || !known.isOf(rows, seed)) {
            known = new Fit(rows, seed, recipe.fit(rows, seed));
            last = known;
        }
        return known.score();
    }
}
