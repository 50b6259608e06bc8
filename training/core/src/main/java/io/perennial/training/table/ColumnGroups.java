package io.perennial.training.table;

import io.perennial.features.feature.ColumnGroup;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Part;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.training.data.CsvText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Puts a table's columns into groups, which take the place of dimensions.
 *
 * <p>Without a file each column is a group of its own where there are at most {@value TableSchema#MOST_GROUPS}; else
 * columns that say nearly the same stand together: the two groups most alike are joined until so many are left, alike
 * by the mean of Cramer's V over their pairs of columns. A reason then names what hangs together once, not in shares.
 */
final class ColumnGroups {

    private static final int BINS = 5;
    private static final int MOST_ROWS = 10_000;
    private static final int NAMED = 3;
    private static final List<String> HEADER = List.of("column", "group");

    private ColumnGroups() {}

    /**
     * The columns in the groups of a file, CSV with the header {@code column,group}; what it does not name is context.
     *
     * @throws IllegalArgumentException where it names a column that the table has not, with the nearest
     */
    static List<TableColumn> read(Path file, List<TableColumn> columns) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--groups " + file + " is not a file");
        }
        List<String> names = columns.stream().map(TableColumn::id).toList();
        Map<String, Part> groups = new HashMap<>();
        try (CSVParser csv = CSVFormat.RFC4180.parse(CsvText.open(file, "--groups " + file))) {
            for (CSVRecord line : csv) {
                read(line, "--groups " + file, names, groups);
            }
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("--groups " + file + " is not CSV in UTF-8", e);
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("--groups " + file
                    + " names no column; write the line column,group and below it a line a column, or leave it out");
        }
        return in(columns, groups);
    }

    private static void read(CSVRecord line, String file, List<String> names, Map<String, Part> groups) {
        String where = file + ", line " + line.getRecordNumber();
        List<String> cells = line.stream().map(String::strip).toList();
        if (line.getRecordNumber() == 1) {
            if (!cells.equals(HEADER)) {
                throw new IllegalArgumentException(
                        where + " is " + String.join(",", cells) + ", not the header column,group; put that above it");
            }
            return;
        }
        if (cells.size() != 2) {
            throw new IllegalArgumentException(where + " is not column,group");
        }
        Columns.index(names, cells.get(0), where + ":");
        if (groups.put(cells.get(0), new ColumnGroup(cells.get(1))) != null) {
            throw new IllegalArgumentException(
                    where + " names '" + cells.get(0) + "' again; a column belongs to one group");
        }
    }

    private static List<TableColumn> in(List<TableColumn> columns, Map<String, Part> groups) {
        return columns.stream()
                .map(column -> new TableColumn(
                        column.id(),
                        groups.getOrDefault(column.id(), Dimension.CONTEXT),
                        column.categories(),
                        column.seen()))
                .toList();
    }

    /** The columns in groups found from their own values. */
    static List<TableColumn> found(List<TableColumn> columns, CustomerTable table) {
        List<List<Integer>> clusters = new ArrayList<>();
        IntStream.range(0, columns.size()).forEach(column -> clusters.add(List.of(column)));
        if (clusters.size() > TableSchema.MOST_GROUPS) {
            double[][] alike = likeness(columns, table);
            while (clusters.size() > TableSchema.MOST_GROUPS) {
                join(clusters, alike);
            }
        }
        Map<String, Part> groups = new LinkedHashMap<>();
        for (List<Integer> cluster : clusters) {
            List<String> names =
                    cluster.stream().map(column -> columns.get(column).id()).toList();
            ColumnGroup group = new ColumnGroup(name(names));
            names.forEach(column -> groups.put(column, group));
        }
        return in(columns, groups);
    }

    private static String name(List<String> columns) {
        return columns.size() <= NAMED
                ? String.join(", ", columns)
                : String.join(", ", columns.subList(0, NAMED - 1)) + " and " + (columns.size() - NAMED + 1) + " more";
    }

    private static void join(List<List<Integer>> clusters, double[][] alike) {
        int left = 0;
        int right = 1;
        double most = -1;
        for (int a = 0; a < clusters.size(); a++) {
            for (int b = a + 1; b < clusters.size(); b++) {
                double mean = mean(clusters.get(a), clusters.get(b), alike);
                if (mean > most) {
                    most = mean;
                    left = a;
                    right = b;
                }
            }
        }
        List<Integer> joined = new ArrayList<>(clusters.get(left));
        joined.addAll(clusters.remove(right));
        clusters.set(left, joined.stream().sorted().toList());
    }

    private static double mean(List<Integer> a, List<Integer> b, double[][] alike) {
        double sum = 0;
        for (int left : a) {
            for (int right : b) {
                sum += alike[left][right];
            }
        }
        return sum / (a.size() * b.size());
    }

    private static double[][] likeness(List<TableColumn> columns, CustomerTable table) {
        int[][] codes = columns.stream()
                .map(column -> codes(column, table.column(column.id())))
                .toArray(int[][]::new);
        double[][] alike = new double[codes.length][codes.length];
        for (int a = 0; a < codes.length; a++) {
            for (int b = 0; b < a; b++) {
                alike[a][b] = cramer(codes[a], codes[b]);
                alike[b][a] = alike[a][b];
            }
        }
        return alike;
    }

    /** Categories by code, numbers by fifth, missing as a code of its own. */
    private static int[] codes(TableColumn column, List<String> cells) {
        int step = Math.max(1, cells.size() / MOST_ROWS);
        double[] values = IntStream.range(0, cells.size())
                .filter(i -> i % step == 0)
                .mapToDouble(i -> column.isCategory()
                        ? column.value(cells.get(i))
                        : TableColumn.number(cells.get(i)).orElse(Double.NaN))
                .toArray();
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int missing = column.isCategory() ? column.categories().size() + 1 : BINS;
        return Arrays.stream(values)
                .mapToInt(value ->
                        Double.isNaN(value) ? missing : column.isCategory() ? (int) value : fifth(sorted, value))
                .toArray();
    }

    /** The same for equal numbers: by the first place of the value. */
    private static int fifth(double[] sorted, double value) {
        int below = (int) Arrays.stream(new int[] {1, 2, 3, 4})
                .filter(k -> sorted[(int) ((long) k * sorted.length / BINS)] <= value)
                .count();
        return Math.min(BINS - 1, below);
    }

    /** Cramer's V of two columns of codes, in [0, 1]. */
    private static double cramer(int[] a, int[] b) {
        int rows = Arrays.stream(a).max().orElse(0) + 1;
        int columns = Arrays.stream(b).max().orElse(0) + 1;
        double[][] counts = new double[rows][columns];
        double[] ofRow = new double[rows];
        double[] ofColumn = new double[columns];
        for (int i = 0; i < a.length; i++) {
            counts[a[i]][b[i]]++;
            ofRow[a[i]]++;
            ofColumn[b[i]]++;
        }
        double chi = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double expected = ofRow[r] * ofColumn[c] / a.length;
                chi += expected == 0 ? 0 : (counts[r][c] - expected) * (counts[r][c] - expected) / expected;
            }
        }
        long least = Math.min(
                Arrays.stream(ofRow).filter(n -> n > 0).count(),
                Arrays.stream(ofColumn).filter(n -> n > 0).count());
        return least < 2 ? 0 : Math.sqrt(chi / a.length / (least - 1));
    }
}
