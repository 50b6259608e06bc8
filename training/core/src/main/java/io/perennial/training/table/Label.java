package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which customers of a table churned.
 *
 * @param column  the label's column
 * @param churned the value that means churn
 * @param values  true for churn, in the order of rows
 */
@SuppressWarnings("ArrayRecordComponent") // A column; two labels are never compared.
record Label(String column, String churned, boolean[] values) {

    /** What means churn, in any case of its letters. */
    static final String WORDS = "yes, y, true, t, 1, 1.0, churn, churned, left, exited, attrited customer, 是";

    private static final Set<String> YES = Set.of(WORDS.split(", "));

    /** The fewest rows of either outcome from which something can be learned and judged. */
    private static final int LEAST = 50;

    /**
     * Reads the label.
     *
     * @throws IllegalArgumentException where it has not exactly two values, one of which plainly means churn
     */
    static Label of(CustomerTable table, String column) {
        Columns.index(table.names(), column, "--label");
        List<String> cells = table.column(column).stream().map(String::strip).toList();
        TreeMap<String, Long> counts =
                new TreeMap<>(cells.stream().collect(Collectors.groupingBy(cell -> cell, Collectors.counting())));
        if (counts.keySet().stream().anyMatch(TableColumn::isMissing)) {
            throw new IllegalArgumentException("--label '" + column + "' is missing in "
                    + cells.stream().filter(TableColumn::isMissing).count()
                    + " rows; leave out customers whose outcome is not known");
        }
        if (counts.size() != 2) {
            throw new IllegalArgumentException("--label '" + column + "' has " + counts.size() + " value"
                    + (counts.size() == 1 ? "" : "s") + ", such as "
                    + counts.keySet().stream().limit(3).collect(Collectors.joining(", "))
                    + "; it needs two, one for customers who left and one for those who stayed");
        }
        List<String> yes = counts.keySet().stream()
                .filter(value -> YES.contains(value.toLowerCase(Locale.ROOT)))
                .toList();
        if (yes.size() != 1) {
            throw new IllegalArgumentException("--label '" + column + "' has the values " + counts.keySet()
                    + " and none, or both, plainly mean churn; write Yes and No, or another that --help names");
        }
        counts.forEach((value, count) -> requireEnough(column, value, count));
        boolean[] values = new boolean[cells.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.get(i).equals(yes.get(0));
        }
        return new Label(column, yes.get(0), values);
    }

    private static void requireEnough(String column, String value, long count) {
        if (count < LEAST) {
            throw new IllegalArgumentException("only " + count + " rows have " + column + " = " + value + "; " + LEAST
                    + " of either outcome are needed to learn and to judge");
        }
    }
}
