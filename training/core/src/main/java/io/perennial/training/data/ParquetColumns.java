package io.perennial.training.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * The Parquet files of a folder, read column by column through parquet's own column readers; the only class here that
 * knows Parquet. One value at a time and no record objects: 100,000 rows of 80 columns take about a second.
 */
final class ParquetColumns {

    /** Takes the values of one column of one row group, in row order. */
    interface Sink {
        /** A row's value; the reader stands on it. */
        void value(int row, ColumnReader reader);

        /** A row without a value. */
        void missing(int row);

        /** A value that continues the row's array. */
        default void more(int row, ColumnReader reader) {
            throw new IllegalArgumentException("an array where one value was expected, row " + row);
        }

        /** The column of the row group has ended. */
        default void done() {}
    }

    private ParquetColumns() {}

    /** The data files of a folder in name order. */
    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    folder + " does not exist; build snapshots first with `perennial features`");
        }
        try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(file -> file.getFileName().toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    /** The number of rows of some files. */
    static int rows(List<Path> files) throws IOException {
        long rows = 0;
        for (Path file : files) {
            try (ParquetFileReader reader = open(file)) {
                rows += reader.getRecordCount();
            }
        }
        return Math.toIntExact(rows);
    }

    /** Reads the columns named by the sinks; a column that a file lacks is an error naming both. */
    static void read(List<Path> files, Map<String, Sink> sinks) throws IOException {
        int start = 0;
        for (Path file : files) {
            try (ParquetFileReader reader = open(file)) {
                Map<ColumnDescriptor, Sink> wanted =
                        wanted(reader.getFileMetaData().getSchema(), sinks, file);
                for (PageReadStore pages = reader.readNextRowGroup();
                        pages != null;
                        pages = reader.readNextRowGroup()) {
                    readGroup(reader, pages, wanted, start);
                    start += Math.toIntExact(pages.getRowCount());
                }
            }
        }
    }

    private static Map<ColumnDescriptor, Sink> wanted(MessageType schema, Map<String, Sink> sinks, Path file) {
        Map<ColumnDescriptor, Sink> wanted = new LinkedHashMap<>();
        for (ColumnDescriptor column : schema.getColumns()) {
            Sink sink = sinks.get(column.getPath()[0]);
            if (sink != null) {
                wanted.put(column, sink);
            }
        }
        for (String name : sinks.keySet()) {
            if (!schema.containsField(name)) {
                throw new IllegalArgumentException(
                        file + " has no column '" + name + "'; rebuild the snapshots with `perennial features`");
            }
        }
        return wanted;
    }

    private static void readGroup(
            ParquetFileReader file, PageReadStore pages, Map<ColumnDescriptor, Sink> wanted, int start) {
        MessageType schema = file.getFileMetaData().getSchema();
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                pages,
                new DummyRecordConverter(schema).getRootConverter(),
                schema,
                file.getFileMetaData().getCreatedBy());
        wanted.forEach((column, sink) -> {
            long values = pages.getPageReader(column).getTotalValueCount();
            readColumn(store.getColumnReader(column), values, sink, start);
        });
    }

    private static void readColumn(ColumnReader reader, long values, Sink sink, int start) {
        int present = reader.getDescriptor().getMaxDefinitionLevel();
        int row = start - 1;
        for (long i = 0; i < values; i++) {
            boolean continues = reader.getCurrentRepetitionLevel() > 0;
            row += continues ? 0 : 1;
            boolean isPresent = reader.getCurrentDefinitionLevel() == present;
            if (continues && isPresent) {
                sink.more(row, reader);
            } else if (isPresent) {
                sink.value(row, reader);
            } else if (!continues) {
                sink.missing(row);
            }
            reader.consume();
        }
        sink.done();
    }

    private static ParquetFileReader open(Path file) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        return ParquetFileReader.open(new LocalInputFile(file), options);
    }
}
