package io.perennial.training.table;

import io.perennial.training.data.CsvText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A flat customer table as text: one row a customer, in ascending order of ids, none twice.
 *
 * @param names      the header
 * @param rows       the cells of each row, as many as names
 * @param duplicates rows left out because every cell of theirs was there already
 */
record CustomerTable(List<String> names, List<List<String>> rows, int duplicates) {

    CustomerTable {
        names = List.copyOf(names);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a CSV file (RFC 4180, UTF-8, header line), gzip too.
     *
     * @param id the column that tells customers apart
     * @throws IllegalArgumentException where it is no such table, saying in which line
     */
    static CustomerTable read(Path file, String id) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--table " + file + " is not a file");
        }
        try (CSVParser csv = CSVFormat.RFC4180
                .builder()
                .setIgnoreSurroundingSpaces(true)
                .get()
                .parse(CsvText.open(file, "--table " + file))) {
            return of(file, csv.iterator(), id);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("--table " + file + " " + CsvFault.words(file, e.getCause()), e);
        }
    }

    private static CustomerTable of(Path file, java.util.Iterator<CSVRecord> lines, String id) {
        if (!lines.hasNext()) {
            throw new IllegalArgumentException("--table " + file + " is empty; its first line names the columns");
        }
        List<String> names = new ArrayList<>();
        lines.next().forEach(cell -> names.add(cell.strip()));
        requireCommas(file, names);
        Columns.requireDifferent(file, names);
        int key = Columns.index(names, id, "--id");
        Map<String, CSVRecord> byId = new HashMap<>();
        List<List<String>> rows = new ArrayList<>();
        int duplicates = 0;
        while (lines.hasNext()) {
            CSVRecord line = lines.next();
            if (line.size() == 1 && line.get(0).isBlank()) {
                continue;
            }
            CSVRecord earlier = byId.putIfAbsent(required(file, names, key, line), line);
            if (earlier == null) {
                rows.add(line.toList());
            } else if (earlier.toList().equals(line.toList())) {
                duplicates++;
            } else {
                throw new IllegalArgumentException("--table " + file + " has two rows of " + id + " '" + line.get(key)
                        + "' that differ, records " + earlier.getRecordNumber() + " and " + line.getRecordNumber()
                        + "; a table holds one row a customer");
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("--table " + file + " has a header and no row; give each customer one");
        }
        rows.sort(Comparator.comparing(row -> row.get(key)));
        return new CustomerTable(names, rows, duplicates);
    }

    /** Two columns at least are needed; one that holds another delimiter tells what is the matter. */
    private static void requireCommas(Path file, List<String> names) {
        if (names.size() == 1 && names.get(0).matches(".*[;|\t].*")) {
            throw new IllegalArgumentException("--table " + file + " has no comma in its header '" + names.get(0)
                    + "'; cells are separated by commas alone, so write it with them");
        }
    }

    private static String required(Path file, List<String> names, int key, CSVRecord line) {
        String where = "record " + line.getRecordNumber() + " of --table " + file;
        if (line.size() != names.size()) {
            throw new IllegalArgumentException(
                    where + " has " + line.size() + " cells, its header " + names.size() + "; quote cells with commas");
        }
        if (line.get(key).isBlank()) {
            throw new IllegalArgumentException(where + " has no " + names.get(key) + "; give every customer an id");
        }
        return line.get(key);
    }

    /** The cells of a column, in the order of rows. */
    List<String> column(String name) {
        int at = names.indexOf(name);
        return rows.stream().map(row -> row.get(at)).toList();
    }
}
