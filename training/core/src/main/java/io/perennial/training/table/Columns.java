package io.perennial.training.table;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Columns asked for by name. */
final class Columns {

    private Columns() {}

    /**
     * The place of a column.
     *
     * @throws IllegalArgumentException where the table has none of that name, with the nearest
     */
    static int index(List<String> names, String wanted, String option) {
        int at = names.indexOf(wanted);
        if (at < 0) {
            throw new IllegalArgumentException(
                    option + " '" + wanted + "': the table has no such column" + advice(wanted, names));
        }
        return at;
    }

    /** The known word with the least edit distance, ending a message. */
    static String advice(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String one) -> distance(word, one))
                        .thenComparing(one -> one))
                .map(one -> "; did you mean '" + one + "'?")
                .orElse("");
    }

    static void requireDifferent(Path file, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty() || !seen.add(name)) {
                throw new IllegalArgumentException("--table " + file
                        + (name.isEmpty() ? " has a column without a name" : " has two columns '" + name + "'")
                        + "; give every column a name of its own");
            }
        }
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
