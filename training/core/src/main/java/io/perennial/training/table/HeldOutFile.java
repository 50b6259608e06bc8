package io.perennial.training.table;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import com.jerolba.carpet.io.FileSystemOutputFile;
import io.perennial.training.data.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes every held-out prediction of a cross-validation as one Parquet file, so that anybody can judge again. */
final class HeldOutFile {

    private HeldOutFile() {}

    /** Writes {@code predictions/part-0.parquet} in a folder, whole or not at all. */
    static void write(Path folder, CrossValidation judged, Rows rows) throws IOException {
        Path place = Files.createDirectories(folder.resolve("predictions")).resolve("part-0.parquet");
        Path beside = place.resolveSibling(".tmp-part-0.parquet");
        Files.deleteIfExists(beside);
        try (CarpetWriter<HeldOutRow> writer = new CarpetWriter.Builder<>(
                        new FileSystemOutputFile(beside.toFile()), HeldOutRow.class)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build()) {
            for (Map.Entry<String, List<double[]>> candidate :
                    judged.predictions().entrySet()) {
                for (int repeat = 0; repeat < judged.folds().size(); repeat++) {
                    write(writer, candidate.getKey(), repeat, judged, rows);
                }
            }
        }
        Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(
            CarpetWriter<HeldOutRow> writer, String candidate, int repeat, CrossValidation judged, Rows rows)
            throws IOException {
        double[] predictions = judged.predictions().get(candidate).get(repeat);
        int[] folds = judged.folds().get(repeat);
        for (int i = 0; i < predictions.length; i++) {
            writer.write(new HeldOutRow(
                    rows.user(i), repeat + 1, folds[i] + 1, candidate, predictions[i], (int) rows.churned(i)));
        }
    }
}
