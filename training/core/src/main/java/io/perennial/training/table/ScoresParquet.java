package io.perennial.training.table;

import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes scores as Parquet, with the columns and types the batch writes for a log. */
final class ScoresParquet {

    private ScoresParquet() {}

    static void write(Path file, List<Score> scores) throws IOException {
        MessageType schema = new MessageType(
                "scores",
                ScoreColumns.columns().stream().map(ScoresParquet::type).toList());
        SimpleGroupFactory groups = new SimpleGroupFactory(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .build()) {
            for (Score score : scores) {
                writer.write(group(groups.newGroup(), score));
            }
        }
    }

    private static Type type(Column column) {
        return switch (column.type()) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            case DAY ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(column.name());
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(column.name());
            case TRUTH -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
        };
    }

    private static Group group(Group group, Score score) {
        for (Column column : ScoreColumns.columns()) {
            column.of(score).ifPresent(value -> {
                switch (column.type()) {
                    case TEXT -> group.add(column.name(), (String) value);
                    case DAY -> group.add(column.name(), Math.toIntExact(((LocalDate) value).toEpochDay()));
                    case NUMBER -> group.add(column.name(), (Double) value);
                    case INTEGER -> group.add(column.name(), (Integer) value);
                    case TRUTH -> group.add(column.name(), (Boolean) value);
                }
            });
        }
        return group;
    }
}
