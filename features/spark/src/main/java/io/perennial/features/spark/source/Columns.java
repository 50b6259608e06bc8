package io.perennial.features.spark.source;

import io.perennial.features.spark.mapping.Layout;
import io.perennial.features.spark.mapping.Nearest;
import io.perennial.features.spark.mapping.WrongUse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Which columns a file of a raw log has. */
final class Columns {

    /** So many rows of JSON lines are looked at for names, since no header says them. */
    private static final int SAMPLE = 10_000;

    private Columns() {}

    /**
     * The names of a file's columns; empty where the file holds nothing.
     *
     * @throws WrongUse where the file cannot be read
     */
    static List<String> of(SparkSession spark, Layout layout, LogFile file) {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        if (layout.format() == Layout.Format.PARQUET) {
            return Arrays.asList(spark.read().parquet(file.path()).columns());
        }
        if (!layout.columns().isEmpty()) {
            return layout.columns();
        }
        try (InputStream in = Opening.of(file.path(), conf)) {
            Decoder decoder = new Decoder(layout.encoding());
            return layout.format() == Layout.Format.CSV
                    ? CsvReader.header(CsvScanner.records(in, layout.delimiter()), decoder)
                    : sampled(CsvScanner.lines(in), decoder);
        } catch (IOException e) {
            throw new WrongUse("log file " + file.path() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> sampled(CsvScanner lines, Decoder decoder) throws IOException {
        Set<String> names = new TreeSet<>();
        for (int row = 0; row < SAMPLE && lines.advance(); row++) {
            if (lines.problem().isEmpty()) {
                names.addAll(
                        JsonReader.names(decoder.text(lines.bytes(), lines.start(), lines.start() + lines.length())));
            }
        }
        return new ArrayList<>(names);
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
                        + file.path() + " lacks; " + Nearest.hint(column, columns));
            }
            if (times > 1) {
                throw new WrongUse("log file " + file.path() + " has column '" + column + "' " + times
                        + " times; give its columns different names");
            }
        }
    }
}
