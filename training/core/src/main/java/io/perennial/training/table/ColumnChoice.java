package io.perennial.training.table;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each column of a table is: a number, a category, or nothing to learn from.
 *
 * @param columns what is learned from, all still in context
 * @param notes   what was left out or counted as missing, and why: one sentence a column
 */
record ColumnChoice(List<TableColumn> columns, List<String> notes) {

    /** The share of a column's known cells that say what it holds; the rest are slips. */
    private static final double NEARLY_ALL = 0.95;

    private static final int MOST_CATEGORIES = 32;

    /** Values that enough rows share must cover so much of a column, else it is free text. */
    private static final double COVERED = 0.5;

    /** Words of every note of a column that nothing is learned from. */
    static final String LEFT_OUT = "left out";

    /** Looks at every column but these. */
    static ColumnChoice of(CustomerTable table, Set<String> besides) {
        List<TableColumn> columns = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String name : table.names()) {
            if (!besides.contains(name)) {
                look(name, table.column(name), columns, notes);
            }
        }
        return new ColumnChoice(List.copyOf(columns), List.copyOf(notes));
    }

    private static void look(String name, List<String> cells, List<TableColumn> columns, List<String> notes) {
        List<String> known = cells.stream()
                .filter(cell -> !TableColumn.isMissing(cell))
                .map(String::strip)
                .toList();
        Map<String, Integer> counts = new TreeMap<>();
        known.forEach(cell -> counts.merge(cell, 1, Integer::sum));
        long numbers = known.stream()
                .filter(cell -> TableColumn.number(cell).isPresent())
                .count();
        if (counts.isEmpty() || (counts.size() < 2 && known.size() == cells.size())) {
            notes.add("'" + name + "' says the same of everybody: " + LEFT_OUT);
        } else if (areNearlyAll(numbers, known)) {
            columns.add(new TableColumn(name, Dimension.CONTEXT, List.of()));
            missing(name, cells.size() - known.size(), known.size() - numbers, notes);
        } else {
            category(name, known, counts, columns, notes);
            missing(name, cells.size() - known.size(), 0, notes);
        }
    }

    /** Whether so many of the known cells of a column are enough to say what it holds. */
    static boolean areNearlyAll(long alike, List<String> known) {
        return alike >= NEARLY_ALL * known.size();
    }

    private static void missing(String name, long blank, long unreadable, List<String> notes) {
        if (blank + unreadable > 0) {
            notes.add("'" + name + "' is missing in " + blank + (blank == 1 ? " row" : " rows")
                    + (unreadable == 0 ? "" : " and no number in " + unreadable + ", counted as missing")
                    + (blank + unreadable < TableColumn.LEAST_ROWS
                            ? "; too few to learn from, the average stands for it"
                            : ""));
        }
    }

    private static void category(
            String name,
            List<String> known,
            Map<String, Integer> counts,
            List<TableColumn> columns,
            List<String> notes) {
        List<String> shared = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= TableColumn.LEAST_ROWS)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (rows(shared, counts) < COVERED * known.size()) {
            notes.add("'" + name + "' has " + counts.size()
                    + " different values, which most rows share with fewer than " + TableColumn.LEAST_ROWS + " others: "
                    + LEFT_OUT
                    + Unread.words(known)
                            .map(words -> "; it looks like " + words)
                            .orElse(""));
            return;
        }
        List<String> kept = shared.stream().limit(MOST_CATEGORIES).sorted().toList();
        int others = known.size() - rows(kept, counts);
        columns.add(new TableColumn(name, Dimension.CONTEXT, kept));
        if (kept.size() < shared.size()) {
            notes.add("'" + name + "' has " + counts.size() + " different values, of which the " + MOST_CATEGORIES
                    + " commonest are told apart: " + others + " rows count as other");
        } else if (others > 0) {
            notes.add("'" + name + "' has " + (counts.size() - kept.size()) + " values that too few rows share: "
                    + others + " rows count as " + (others < TableColumn.LEAST_ROWS ? "missing" : "other"));
        }
    }

    private static int rows(List<String> values, Map<String, Integer> counts) {
        return values.stream().mapToInt(counts::get).sum();
    }
}
