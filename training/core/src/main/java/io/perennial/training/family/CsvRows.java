package io.perennial.training.family;

import io.perennial.training.data.CsvText;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file with a header line, gzip too, whose cells are numbers but for ids. */
final class CsvRows {

    private final Path file;
    private final List<String> names;
    private final List<CSVRecord> records;

    private CsvRows(Path file, List<String> names, List<CSVRecord> records) {
        this.file = file;
        this.names = names;
        this.records = records;
    }

    static CsvRows read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is not a file; give a CSV with a header line");
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser csv = format.parse(CsvText.open(file, file.toString()))) {
            return new CsvRows(file, csv.getHeaderNames(), csv.getRecords());
        } catch (CharacterCodingException | ZipException | EOFException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    file + " is not CSV in UTF-8: " + e.getMessage() + "; save it as such", e);
        }
    }

    int size() {
        return records.size();
    }

    boolean has(String column) {
        return names.contains(column);
    }

    String text(int row, String column) {
        require(column);
        return records.get(row).isSet(column) ? records.get(row).get(column) : "";
    }

    double number(int row, String column) {
        String text = text(row, column);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    where(row) + " has '" + text + "' in column " + column + ", which is no number", e);
        }
    }

    int whole(int row, String column) {
        double number = number(row, column);
        if (number != Math.rint(number) || Math.abs(number) > 1e9) {
            throw new IllegalArgumentException(
                    where(row) + " has " + number + " in column " + column + ", not a count");
        }
        return (int) number;
    }

    /** Where a row is, for messages. */
    String where(int row) {
        return "record " + (row + 1) + " of " + file;
    }

    private void require(String column) {
        if (!has(column)) {
            throw new IllegalArgumentException(file + " has no column '" + column + "'; it has " + names);
        }
    }
}
