package io.perennial.training.table;

import io.perennial.training.data.Rows;
import io.perennial.training.data.UserFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts rows into folds with equal shares of churners. Rows that agree in every column are one unit, so that no copy of
 * a row is ever judged by a model that learned from the other.
 */
final class StratifiedFolds {

    private StratifiedFolds() {}

    /** The fold of each position in {@code 0..folds-1}; it depends on ids, columns and seed, not on the order of rows. */
    static int[] of(Rows rows, int folds, long seed) {
        List<List<Integer>> units = new ArrayList<>(twins(rows).values());
        units.sort(Comparator.comparingLong((List<Integer> unit) -> UserFold.hash(first(rows, unit), seed))
                .thenComparing(unit -> first(rows, unit)));
        int[] fold = new int[rows.size()];
        int[] next = new int[2];
        for (List<Integer> unit : units) {
            int label = (int) rows.churned(unit.get(0));
            int mine = label == 1 ? next[1]++ % folds : folds - 1 - next[0]++ % folds;
            unit.forEach(position -> fold[position] = mine);
        }
        return fold;
    }

    /** Positions of equal columns. */
    static Map<List<Double>, List<Integer>> twins(Rows rows) {
        Map<List<Double>, List<Integer>> twins = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Double> columns = Arrays.stream(rows.features(i)).boxed().toList();
            twins.computeIfAbsent(columns, unseen -> new ArrayList<>()).add(i);
        }
        return twins;
    }

    /** For each position the unit it belongs to: the least id among rows of equal columns. */
    static String[] units(Rows rows) {
        String[] units = new String[rows.size()];
        twins(rows).values().forEach(unit -> unit.forEach(position -> units[position] = first(rows, unit)));
        return units;
    }

    private static String first(Rows rows, List<Integer> unit) {
        return unit.stream().map(rows::user).min(Comparator.naturalOrder()).orElseThrow();
    }
}
