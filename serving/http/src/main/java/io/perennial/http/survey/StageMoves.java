package io.perennial.http.survey;

import io.perennial.features.profile.LifecycleStage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** From which stage to which users went between two populations; everybody in both counts, eligible or not. */
public final class StageMoves {

    private static final List<LifecycleStage> STAGES = List.of(LifecycleStage.values());

    private final int[][] moves = new int[STAGES.size()][STAGES.size()];
    private final int[] fresh = new int[STAGES.size()];

    StageMoves() {}

    private static int at(String stage) {
        return STAGES.indexOf(LifecycleStage.valueOf(stage.toUpperCase(Locale.ROOT)));
    }

    void add(String then, String now) {
        moves[at(then)][at(now)]++;
    }

    void addFresh(String now) {
        fresh[at(now)]++;
    }

    /** How many were in one stage then and are in another now, or in the same. */
    public int users(LifecycleStage then, LifecycleStage now) {
        return moves[STAGES.indexOf(then)][STAGES.indexOf(now)];
    }

    /** How many of a stage now were not known then. */
    public int fresh(LifecycleStage now) {
        return fresh[STAGES.indexOf(now)];
    }

    /** How many were in a stage then. */
    public int before(LifecycleStage then) {
        return Arrays.stream(moves[STAGES.indexOf(then)]).sum();
    }

    /** How many are in another stage than they were in. */
    public int moved() {
        int moved = 0;
        for (LifecycleStage then : STAGES) {
            moved += before(then) - users(then, then);
        }
        return moved;
    }
}
