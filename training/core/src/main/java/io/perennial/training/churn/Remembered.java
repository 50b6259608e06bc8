package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A recipe that keeps its last scores, so that a blend asked for the rows of its members learns nothing twice: neither
 * where a later period judges nor fold by fold. Safe for several threads: at worst two of them learn the same.
 */
final class Remembered implements ChurnRecipe {

    /** Each fold, all rows, and the rows a choice was learned from. */
    private static final int KEPT = CrossFit.MODEL_FOLDS + 2;

    private final ChurnRecipe recipe;
    private final Deque<Fit> fits = new ConcurrentLinkedDeque<>();

    Remembered(ChurnRecipe recipe) {
        this.recipe = recipe;
    }

    /** A score and the rows it was learned from. */
    private record Fit(Rows rows, long seed, ChurnScore score) {

        boolean isOf(Rows other, long otherSeed) {
            return seed == otherSeed && rows.isSame(other);
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
    public boolean isBlend() {
        return recipe.isBlend();
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
        return fits.stream()
                .filter(fit -> fit.isOf(rows, seed))
                .findFirst()
                .map(Fit::score)
                .orElseGet(() -> learned(rows, seed));
    }

    private ChurnScore learned(Rows rows, long seed) {
        Fit fit = new Fit(rows, seed, recipe.fit(rows, seed));
        fits.addFirst(fit);
        if (fits.size() > KEPT) {
            fits.pollLast();
        }
        return fit.score();
    }
}
