package io.perennial.training.table;

import io.perennial.command.toml.Nearest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
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
                    option + " '" + wanted + "': the table has no such column" + Nearest.advice(wanted, names));
        }
        return at;
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
}
