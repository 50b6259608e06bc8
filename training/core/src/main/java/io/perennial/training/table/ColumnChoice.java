package io.perennial.training.table;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.TableColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
        double[] numbers = known.stream()
                .map(TableColumn::number)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        int blank = cells.size() - known.size();
        if (known.isEmpty()) {
            notes.add(same(name, 0));
        } else if (!areNearlyAll(numbers.length, known)) {
            category(name, known, blank, columns, notes);
        } else if (Arrays.stream(numbers).distinct().count() == 1 && isTooFew(cells.size() - numbers.length)) {
            notes.add(same(name, cells.size() - numbers.length));
        } else {
            columns.add(new TableColumn(name, Dimension.CONTEXT, List.of()));
            missing(name, blank, known.size() - numbers.length, notes);
        }
    }

    /** Whether so many of the known cells of a column are enough to say what it holds. */
    static boolean areNearlyAll(long alike, List<String> known) {
        return alike >= NEARLY_ALL * known.size();
    }

    private static boolean isTooFew(int rows) {
        return rows < TableColumn.LEAST_ROWS;
    }

    /** Of a column that tells no row from another but these, of which nothing can be learned. */
    private static String same(String name, int besides) {
        return "'" + name + "' says the same of "
                + (besides == 0
                        ? "everybody"
                        : "all but " + besides + (besides == 1 ? " row" : " rows") + ", too few to learn from")
                + ": " + LEFT_OUT;
    }

    private static void missing(String name, int blank, int unreadable, List<String> notes) {
        if (blank + unreadable > 0) {
            notes.add("'" + name + "' is missing in " + blank + (blank == 1 ? " row" : " rows")
                    + (unreadable == 0 ? "" : " and no number in " + unreadable + ", counted as missing")
                    + (isTooFew(blank + unreadable) ? "; too few to learn from, the average stands for it" : ""));
        }
    }

    private static void category(
            String name, List<String> known, int blank, List<TableColumn> columns, List<String> notes) {
        Map<String, Integer> counts = new TreeMap<>();
        known.forEach(cell -> counts.merge(cell, 1, Integer::sum));
        List<String> shared = shared(counts);
        List<String> kept = shared.stream().limit(MOST_CATEGORIES).sorted().toList();
        int others = known.size() - rows(kept, counts);
        if (rows(shared, counts) < COVERED * known.size()) {
            notes.add(text(name, counts.size(), known));
        } else if (kept.size() == 1 && isTooFew(others) && isTooFew(blank)) {
            notes.add(same(name, others + blank));
        } else {
            columns.add(new TableColumn(name, Dimension.CONTEXT, kept));
            if (kept.size() < shared.size()) {
                notes.add("'" + name + "' has " + counts.size() + " different values, of which the " + MOST_CATEGORIES
                        + " commonest are told apart: " + others + " rows count as other");
            } else if (others > 0) {
                notes.add("'" + name + "' has " + (counts.size() - kept.size()) + " values that too few rows share: "
                        + others + " rows count as " + (isTooFew(others) ? "missing" : "other"));
            }
            missing(name, blank, 0, notes);
        }
    }

    /** The values that enough rows share, the commonest first. */
    private static List<String> shared(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(entry -> !isTooFew(entry.getValue()))
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Of a column of so many different values that it is read as free text. */
    private static String text(String name, int values, List<String> known) {
        return "'" + name + "' has " + values + " different values, which most rows share with fewer than "
                + TableColumn.LEAST_ROWS + " others: " + LEFT_OUT
                + Unread.words(known).map(words -> "; it looks like " + words).orElse("");
    }

    private static int rows(List<String> values, Map<String, Integer> counts) {
        return values.stream().mapToInt(counts::get).sum();
    }
}
