package io.perennial.training.evaluation;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import com.jerolba.carpet.io.FileSystemOutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes predictions of a run as one Parquet file, a record a row. */
public final class PredictionsParquet {

    private PredictionsParquet() {}

    /** Writes {@code predictions/part-0.parquet} in a folder, whole or not at all; columns are components in snake case. */
    public static <T> void write(Path folder, Class<T> row, Stream<T> rows) throws IOException {
        Path place = Files.createDirectories(folder.resolve("predictions")).resolve("part-0.parquet");
        Path beside = place.resolveSibling(".tmp-part-0.parquet");
        Files.deleteIfExists(beside);
        try (CarpetWriter<T> writer = new CarpetWriter.Builder<>(new FileSystemOutputFile(beside.toFile()), row)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build()) {
            // Not by an iterator, which would hold all rows that one element of a nested stream gives at once.
            rows.sequential().forEachOrdered(writer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
