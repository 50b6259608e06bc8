package io.perennial.features.spark.source;

import io.perennial.features.spark.mapping.Layout;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.RowStep;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The rows of a raw log as a table: the asked columns as strings, then for each row its file, hash, text and problem.
 *
 * <p>Every row of every file is there, readable or not, so that none is lost without being counted.
 */
public final class RawLog {

    /** The number of the row's file. */
    public static final String FILE = "__file";

    /** Upper half of the hash of the row's content. */
    public static final String HIGH = "__high";

    /** Lower half of the hash of the row's content. */
    public static final String LOW = "__low";

    /** The row's text, at most 1 kB of it. */
    public static final String RAW = "__raw";

    /** Why the row cannot be read, or empty. */
    public static final String PROBLEM = "__problem";

    private RawLog() {}

    /**
     * The rows of a log.
     *
     * @param mapping the mapping's name, for messages
     * @param asked   the columns read; every file that is not empty must have them, but for JSON lines, whose
     *                objects leave out what they do not have
     * @param odd     is told what is odd about the files' columns
     */
    public static Dataset<Row> rows(
            SparkSession spark,
            String mapping,
            Layout layout,
            List<LogFile> files,
            AskedColumns asked,
            OddColumns odd) {
        Map<LogFile, List<String>> columns = new LinkedHashMap<>();
        for (LogFile file : files) {
            List<String> found = Columns.of(spark, layout, file);
            if (layout.format() != Layout.Format.JSONL) {
                Columns.check(file, found, mapping, asked.all());
            }
            if (!found.isEmpty() || layout.format() == Layout.Format.JSONL) {
                columns.put(file, found);
            }
        }
        if (layout.format() == Layout.Format.JSONL) {
            Columns.absent(columns.values(), asked.all()).forEach(odd.told());
        } else {
            Columns.difference(columns).ifPresent(odd.uneven());
        }
        return layout.format() == Layout.Format.PARQUET
                ? ParquetRows.of(spark, columns, List.copyOf(asked.all()), odd.told())
                : text(spark, layout, columns, asked);
    }

    /** A table with these columns and no row, to check expressions against. */
    public static Dataset<Row> empty(SparkSession spark, Iterable<String> asked) {
        return spark.createDataFrame(List.of(), schema(asked));
    }

    static StructType schema(Iterable<String> asked) {
        StructType schema = new StructType();
        for (String column : asked) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return schema.add(FILE, DataTypes.IntegerType, false)
                .add(HIGH, DataTypes.LongType, false)
                .add(LOW, DataTypes.LongType, false)
                .add(RAW, DataTypes.StringType, false)
                .add(PROBLEM, DataTypes.StringType, false);
    }

    private static Dataset<Row> text(
            SparkSession spark, Layout layout, Map<LogFile, List<String>> columns, AskedColumns asked) {
        SerializableConfiguration conf =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Part> parts = Pieces.of(context, layout, List.copyOf(columns.keySet())).stream()
                .map(piece -> new Part(piece, columns.get(piece.file())))
                .toList();
        JavaRDD<InternalRow> rows = context.parallelize(parts, Math.max(1, parts.size()))
                .flatMap(part -> new Rows(
                        open(part, layout, asked, conf),
                        asked.all().size(),
                        part.piece().file()));
        return RowStep.table(spark, rows, schema(asked.all()));
    }

    /** Another machine may not see what the one that planned the tasks has read. */
    private static RecordReader open(Part part, Layout layout, AskedColumns asked, SerializableConfiguration conf) {
        try {
            return reader(part, layout, asked, conf);
        } catch (IOException e) {
            throw new WrongUse("log file " + part.piece().file().path() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static RecordReader reader(Part part, Layout layout, AskedColumns asked, SerializableConfiguration conf)
            throws IOException {
        Piece piece = part.piece();
        InputStream in = Opening.of(piece.file().path(), conf.value(), piece.from());
        CsvScanner scanner = Pieces.scanner(in, layout, piece.from(), piece.to());
        Decoder decoder = new Decoder(layout.encoding());
        if (layout.format() == Layout.Format.JSONL) {
            return new JsonReader(in, scanner, decoder, asked);
        }
        if (layout.columns().isEmpty() && piece.from() == 0) {
            scanner.advance();
        }
        return new CsvReader(in, scanner, decoder, part.columns(), List.copyOf(asked.all()));
    }

    /** Rows of a file and the names of its columns. */
    private record Part(Piece piece, List<String> columns) implements java.io.Serializable {
        Part {
            columns = List.copyOf(columns);
        }
    }

    /** The rows of one part; closes its file after the last. */
    private static final class Rows implements Iterator<InternalRow> {

        private final RecordReader reader;
        private final int columns;
        private final LogFile file;
        private LogRow next;

        Rows(RecordReader reader, int columns, LogFile file) {
            this.reader = reader;
            this.columns = columns;
            this.file = file;
            read();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public InternalRow next() {
            if (next == null) {
                throw new NoSuchElementException("after the last row of " + file.path());
            }
            InternalRow row = next.row(columns, file.index());
            read();
            return row;
        }

        private void read() {
            try {
                next = reader.next();
                if (next == null) {
                    reader.close();
                }
            } catch (IOException e) {
                throw new WrongUse("log file " + file.path() + " is damaged or cannot be read on: " + e, e);
            }
        }
    }
}
