package io.perennial.training.data;

import java.util.concurrent.atomic.AtomicReference;

/** What a learner is given when a fold is held out. */
public final class Folds {

    private Folds() {}

    /** The rows of the other folds than the first, as they know whom they must not see. */
    public static Rows withoutFirst(Rows rows, int[] folds) {
        AtomicReference<Rows> others = new AtomicReference<>();
        rows.outOfFold(folds, 1, (fold, rest, out) -> {
            if (fold == 0) {
                others.set(rest);
            }
            return new double[1][out.size()];
        });
        return others.get();
    }
}
