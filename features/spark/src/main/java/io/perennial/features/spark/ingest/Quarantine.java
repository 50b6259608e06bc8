package io.perennial.features.spark.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * The rows that could not be used: file, reason, raw text.
 *
 * <p>A task writes its own file while it reads, since a Spark job has one output only and reading the logs twice would
 * cost as much as all the rest. Only files of tasks that Spark took the result of are kept.
 */
final class Quarantine {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("message quarantine {"
            + " required binary file (STRING); required binary reason (STRING); required binary raw (STRING); }");

    private Quarantine() {}

    /** The file of one task, made when its first row comes. Not thread-safe. */
    static final class Writer {

        private final String folder;
        private final String name;
        private final Configuration conf;
        private ParquetWriter<org.apache.parquet.example.data.Group> out;

        Writer(String folder, String name, Configuration conf) {
            this.folder = folder;
            this.name = name;
            this.conf = conf;
        }

        /** Adds a row. */
        void add(String file, String reason, String raw) {
            try {
                if (out == null) {
                    out = open(folder, name, conf);
                }
                out.write(new SimpleGroupFactory(SCHEMA)
                        .newGroup()
                        .append("file", file)
                        .append("reason", reason)
                        .append("raw", raw));
            } catch (IOException e) {
                throw new UncheckedIOException("quarantine " + folder + " cannot be written", e);
            }
        }

        /** Ends the file; its name, or empty where no row came. */
        String close() {
            try {
                if (out == null) {
                    return "";
                }
                out.close();
                return name;
            } catch (IOException e) {
                throw new UncheckedIOException("quarantine " + folder + " cannot be written", e);
            }
        }
    }

    private static ParquetWriter<org.apache.parquet.example.data.Group> open(
            String folder, String name, Configuration conf) throws IOException {
        return ExampleParquetWriter.builder(new Path(folder, name))
                .withConf(conf)
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build();
    }

    /** Removes files of tasks whose result was not taken; leaves an empty table where no row was bad. */
    static void settle(String folder, Map<String, Tally> taken, Configuration conf) {
        try {
            Path path = new Path(folder);
            FileSystem fs = path.getFileSystem(conf);
            fs.mkdirs(path);
            List<String> keep =
                    taken.values().stream().map(Tally::quarantineFile).toList();
            int kept = 0;
            for (FileStatus status : fs.listStatus(path)) {
                boolean wanted = keep.contains(status.getPath().getName());
                kept += wanted ? 1 : 0;
                if (!wanted) {
                    fs.delete(status.getPath(), false);
                }
            }
            if (kept == 0) {
                open(folder, "part-none.parquet", conf).close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("quarantine " + folder + " cannot be settled", e);
        }
    }
}
