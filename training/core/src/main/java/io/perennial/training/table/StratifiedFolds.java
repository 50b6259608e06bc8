package io.perennial.training.table;

import io.perennial.training.data.Rows;
import io.perennial.training.data.UserFold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts rows into folds with shares of churners as equal as {@link Twins}, which never part, allow. */
final class StratifiedFolds {

    private StratifiedFolds() {}

    /** The fold of each position in {@code 0..folds-1}; it depends on ids, columns and seed, not on the order of rows. */
    static int[] of(Rows rows, int folds, long seed) {
        List<List<Integer>> units = new ArrayList<>(Twins.of(rows).units());
        units.sort(Comparator.comparingLong((List<Integer> unit) -> UserFold.hash(Twins.first(rows, unit), seed))
                .thenComparing(unit -> Twins.first(rows, unit)));
        int[] fold = new int[rows.size()];
        int[] next = new int[2];
        for (List<Integer> unit : units) {
            int label = (int) rows.churned(unit.get(0));
            int mine = label == 1 ? next[1]++ % folds : folds - 1 - next[0]++ % folds;
            unit.forEach(position -> fold[position] = mine);
        }
        return fold;
    }
}
