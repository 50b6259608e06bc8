package io.perennial.features.spark.source;

import io.perennial.command.toml.Nearest;
import io.perennial.features.spark.mapping.Layout;
import io.perennial.features.spark.mapping.WrongUse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Which columns a file of a raw log has. */
final class Columns {

    /** So many rows of JSON lines are looked at for names, since no header says them. */
    private static final int SAMPLE = 10_000;

    /** Characters shown of a header. */
    private static final int SHOWN = 40;

    /** A number or a time, which no column is named. */
    private static final Pattern VALUE = Pattern.compile("[0-9][0-9.,:/TZ+ -]*");

    private static final Pattern HEADER = Pattern.compile("[\\p{L}_.,;|\\t \\-]+");

    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");

    private Columns() {}

    /**
     * The names of a file's columns; empty where the file holds nothing.
     *
     * @throws WrongUse where the file cannot be read, or is of another format than its mapping says
     */
    static List<String> of(SparkSession spark, Layout layout, LogFile file) {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        if (layout.format() == Layout.Format.PARQUET) {
            requireParquet(file, conf);
            return Arrays.asList(spark.read().parquet(file.pattern()).columns());
        }
        if (!layout.columns().isEmpty()) {
            return layout.columns();
        }
        try (InputStream in = Opening.of(file.path(), conf)) {
            Decoder decoder = new Decoder(layout.encoding());
            return layout.format() == Layout.Format.CSV
                    ? header(file, CsvReader.header(CsvScanner.records(in, layout.delimiter()), decoder))
                    : sampled(file, CsvScanner.lines(in), decoder);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static WrongUse unreadable(LogFile file, IOException e) {
        return new WrongUse("log file " + file.path() + " cannot be read: " + e.getMessage(), e);
    }

    private static void requireParquet(LogFile file, Configuration conf) {
        try {
            if (!Opening.isParquet(file.path(), conf)) {
                throw new WrongUse("log file " + file.path()
                        + " is not Parquet; set format = \"csv\" or \"jsonl\" in [log] of its mapping");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** A carriage return alone ends no line here: the whole file would be its header. */
    private static List<String> header(LogFile file, List<String> names) {
        if (names.stream().anyMatch(name -> LONE_RETURN.matcher(name).find())) {
            throw new WrongUse("log file " + file.path() + " ends its lines with a carriage return alone; convert it"
                    + " first: tr '\\r' '\\n'");
        }
        return names;
    }

    private static List<String> sampled(LogFile file, CsvScanner lines, Decoder decoder) throws IOException {
        Set<String> names = new TreeSet<>();
        String first = "";
        boolean hasObject = false;
        for (int row = 0; row < SAMPLE && lines.advance(); row++) {
            String line = decoder.text(lines.bytes(), lines.start(), lines.start() + lines.length());
            Optional<Set<String>> found = lines.problem().isEmpty() ? JsonReader.names(line) : Optional.empty();
            found.ifPresent(names::addAll);
            hasObject |= found.isPresent();
            first = first.isEmpty() ? line.strip() : first;
        }
        if (!hasObject && !first.isEmpty()) {
            throw notJsonLines(file, first);
        }
        return new ArrayList<>(names);
    }

    /** Shows how the first line begins only where it looks like a header: a row would be somebody's data. */
    private static WrongUse notJsonLines(LogFile file, String line) {
        String begin = HEADER.matcher(line).matches()
                ? " (line 1 begins '" + line.substring(0, Math.min(line.length(), SHOWN)) + "')"
                : "";
        String remedy = line.startsWith("{") || line.startsWith("[")
                ? "write one object a line, of at most 1 MiB"
                : "set format = \"" + (line.startsWith("PAR1") ? "parquet" : "csv") + "\" in [log] of its mapping";
        return new WrongUse("log file " + file.path() + " is not JSON lines" + begin + "; " + remedy);
    }

    /** Refuses a file that lacks a column or has it twice, naming the nearest it has. */
    static void check(LogFile file, List<String> columns, String mapping, Set<String> asked) {
        if (columns.isEmpty()) {
            return;
        }
        for (String column : asked) {
            int times = Collections.frequency(columns, column);
            if (times == 0) {
                throw new WrongUse("mapping " + mapping + " reads column '" + column + "', which log file "
                        + file.path() + " lacks; " + hint(column, columns));
            }
            if (times > 1) {
                throw new WrongUse("log file " + file.path() + " has column '" + column + "' " + times
                        + " times; give its columns different names");
            }
        }
    }

    /** The columns that no object looked at has, in words with the nearest name that one has. */
    static List<String> absent(Collection<List<String>> columns, Set<String> asked) {
        Set<String> found = new TreeSet<>();
        columns.forEach(found::addAll);
        return asked.stream()
                .filter(column -> !found.isEmpty() && !found.contains(column))
                .map(column -> String.format(
                        Locale.ROOT,
                        "reads column '%s', which none of the first %,d rows of its files has%s",
                        column,
                        SAMPLE,
                        Nearest.to(column, found)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")))
                .toList();
    }

    /** What the names of a header seem to stand apart by; empty where nothing does. */
    private static String delimiter(String header) {
        return Stream.of(";", "\t", "|").filter(header::contains).findFirst().orElse("");
    }

    /** The first file whose columns are not those of the first, in words; empty where all have the same. */
    static Optional<String> difference(Map<LogFile, List<String>> columns) {
        LogFile first = null;
        for (Map.Entry<LogFile, List<String>> file : columns.entrySet()) {
            first = first == null ? file.getKey() : first;
            Set<String> more = new TreeSet<>(file.getValue());
            Set<String> fewer = new TreeSet<>(columns.get(first));
            more.removeAll(columns.get(first));
            fewer.removeAll(file.getValue());
            if (!more.isEmpty() || !fewer.isEmpty()) {
                return Optional.of(file.getKey().path() + (more.isEmpty() ? " lacks " + fewer : " has " + more)
                        + ", unlike " + first.path());
            }
        }
        return Optional.empty();
    }

    /** The nearest name; where the header is no header at all, the format it is, without repeating what a row holds. */
    private static String hint(String column, List<String> columns) {
        String first = columns.get(0);
        if (first.startsWith("{")) {
            return "its first line is JSON: set format = \"jsonl\" in [log] of the mapping";
        }
        String delimiter = columns.size() > 1 ? "" : delimiter(first);
        if (!delimiter.isEmpty()) {
            return "its header is one column, whose names stand apart by '" + delimiter.replace("\t", "\\t")
                    + "': set delimiter = \"" + delimiter.replace("\t", "\\t") + "\" in [log] of the mapping";
        }
        if (first.startsWith("PAR1")) {
            return "it is Parquet: set format = \"parquet\" in [log] of the mapping";
        }
        boolean isRow = Nearest.to(column, columns).isEmpty()
                && columns.stream().anyMatch(name -> VALUE.matcher(name).matches());
        return isRow
                ? "its first line seems to be a row and no header: name its columns by columns = [...] in [log] of the"
                        + " mapping"
                : Nearest.hint(column, columns);
    }
}
