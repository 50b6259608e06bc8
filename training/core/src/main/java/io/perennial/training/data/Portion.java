package io.perennial.training.data;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Rung;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the sets of eligible rows that a candidate is fitted to until it is judged and refitted: the period to learn
 * from, everything without one fold of users, everything.
 *
 * @param id      what it is called in files
 * @param first   whether only the period to learn from belongs to it
 * @param without the fold of users left out; {@link #FOLDS} where none is
 */
public record Portion(String id, boolean first, int without) implements Serializable {

    /** Folds of users. */
    public static final int FOLDS = 3;

    /** The portions that a rung asks for. */
    public static List<Portion> of(Rung rung) {
        List<Portion> portions = new ArrayList<>();
        if (rung == Rung.THREE_PERIODS) {
            portions.add(new Portion("learn", true, FOLDS));
        }
        for (int fold = 0; fold < FOLDS; fold++) {
            portions.add(new Portion("without_fold_" + fold, false, fold));
        }
        portions.add(new Portion("all", false, FOLDS));
        return List.copyOf(portions);
    }

    /** Whether a fold of users is left out. */
    public boolean isWithoutFold() {
        return without < FOLDS;
    }

    /** Whether a row belongs to it. */
    public boolean has(Role role, int fold) {
        return fold != without && (!first || role == Role.TRAIN);
    }
}
