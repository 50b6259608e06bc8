package io.perennial.features.spark.ingest;

import io.perennial.features.event.NoValue;
import io.perennial.features.failure.RowForm;
import io.perennial.features.spark.mapping.Layout;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.source.AskedColumns;
import io.perennial.features.spark.source.LogFile;
import io.perennial.features.spark.source.LogFiles;
import io.perennial.features.spark.source.OddColumns;
import io.perennial.features.spark.source.RawLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The users that aliases stand for, from a CSV file with columns {@code alias} and {@code user}. */
final class Aliases {

    private static final TreeSet<String> COLUMNS = new TreeSet<>(Set.of("alias", "user"));

    private Aliases() {}

    /**
     * The file of aliases.
     *
     * @throws WrongUse where it is none, or several: rows of the others would be left out, and their users be two
     */
    static LogFile file(SparkSession spark, String path) {
        List<LogFile> files =
                LogFiles.find(List.of(path), 0, 0, spark.sparkContext().hadoopConfiguration());
        if (files.size() > 1) {
            throw new WrongUse("aliases " + path + " are " + files.size() + " files, such as "
                    + files.get(0).path() + " and " + files.get(1).path() + "; --aliases takes one: put them together");
        }
        return files.get(0);
    }

    /**
     * The user of each alias; an alias of an alias stands for the user at the end of the chain.
     *
     * @throws WrongUse where a row cannot be read, an alias has two users, or aliases go in a circle
     */
    static Map<String, String> read(SparkSession spark, LogFile file) {
        Dataset<Row> rows = RawLog.rows(
                spark,
                "of aliases",
                Layout.csv(),
                List.of(file),
                new AskedColumns(COLUMNS, COLUMNS),
                OddColumns.untold());
        Map<String, String> direct = new HashMap<>();
        for (Row row : rows.collectAsList()) {
            String raw = row.getString(row.fieldIndex(RawLog.RAW));
            String alias = name(row, "alias", file, raw);
            String user = name(row, "user", file, raw);
            String before = direct.put(alias, user);
            if (before != null && !before.equals(user)) {
                throw new WrongUse("aliases " + file.path() + ": alias '" + alias + "' stands for both '" + before
                        + "' and '" + user + "'; keep one of the two rows");
            }
        }
        Map<String, String> resolved = new HashMap<>();
        direct.keySet().forEach(alias -> resolved.put(alias, end(alias, direct, file)));
        return resolved;
    }

    private static String name(Row row, String column, LogFile file, String raw) {
        String problem = row.getString(row.fieldIndex(RawLog.PROBLEM));
        String name = row.getString(row.fieldIndex(column));
        if (!problem.isEmpty() || name == null || name.isBlank() || NoValue.isWord(name.strip())) {
            throw new WrongUse("aliases " + file.path() + ": row '" + RowForm.of(raw) + "' "
                    + (problem.isEmpty() ? "has no " + column : problem) + "; rows are alias,user");
        }
        return name.strip();
    }

    private static String end(String alias, Map<String, String> direct, LogFile file) {
        Set<String> seen = new HashSet<>();
        String at = alias;
        while (direct.containsKey(at) && !direct.get(at).equals(at)) {
            if (!seen.add(at)) {
                throw new WrongUse("aliases " + file.path() + ": '" + alias + "' stands for itself through " + seen);
            }
            at = direct.get(at);
        }
        return at;
    }
}
