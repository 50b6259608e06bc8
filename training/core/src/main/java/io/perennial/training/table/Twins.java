package io.perennial.training.table;

import io.perennial.training.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that agree in every column. A few of them are taken for copies of one customer, which must never part: a copy
 * would be judged by a model that learned from the other. More are customers who look alike, as they do where columns
 * have few values: kept together, they would fill whole folds, in which nobody can be told from anybody.
 *
 * @param units positions by what must stay together, most of them alone
 * @param alike how many rows are parted although others equal them
 */
record Twins(List<List<Integer>> units, int alike) {

    /** So many equal rows are copies in a table of any size. */
    private static final int FEW = 10;

    /** A twentieth of a fold of ten: fewer equal rows cost the AUC within folds next to nothing. */
    private static final double SHARE = 0.005;

    /** The twins among rows. */
    static Twins of(Rows rows) {
        double most = Math.max(FEW, SHARE * rows.size());
        List<List<Integer>> units = new ArrayList<>();
        int alike = 0;
        for (List<Integer> equal : equal(rows)) {
            if (equal.size() <= most) {
                units.add(equal);
            } else {
                equal.forEach(position -> units.add(List.of(position)));
                alike += equal.size();
            }
        }
        return new Twins(List.copyOf(units), alike);
    }

    private static Collection<List<Integer>> equal(Rows rows) {
        Map<List<Double>, List<Integer>> equal = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Double> columns = Arrays.stream(rows.features(i)).boxed().toList();
            equal.computeIfAbsent(columns, unseen -> new ArrayList<>()).add(i);
        }
        return equal.values();
    }

    /** For each position the unit it belongs to, by {@link #first}. */
    static String[] units(Rows rows) {
        String[] ids = new String[rows.size()];
        of(rows).units.forEach(unit -> unit.forEach(position -> ids[position] = first(rows, unit)));
        return ids;
    }

    /** The least id of a unit. */
    static String first(Rows rows, List<Integer> unit) {
        return unit.stream().map(rows::user).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** What is to be told of them: nothing where no row equals another. */
    List<String> notes(Rows rows) {
        List<String> notes = new ArrayList<>();
        int copies = rows.size() - units.size();
        if (copies > 0) {
            notes.add(copies + " rows equal another in all but the id: copies stay on one side of every split");
        }
        if (alike > 0) {
            notes.add(alike + " rows equal so many others in all but the id that they are customers who look alike, not"
                    + " copies: they part in splits");
        }
        return notes;
    }
}
