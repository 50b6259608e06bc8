package io.perennial.training.backtest;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import com.jerolba.carpet.io.FileSystemOutputFile;
import io.perennial.features.feature.TrendSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes every prediction of a back-test as one Parquet file. */
final class PredictionsFile {

    private PredictionsFile() {}

    /** Writes {@code predictions/part-0.parquet} in a folder, whole or not at all. */
    static void write(Path folder, List<Cases> all) throws IOException {
        Path place = Files.createDirectories(folder.resolve("predictions")).resolve("part-0.parquet");
        Path beside = place.resolveSibling(".tmp-part-0.parquet");
        Files.deleteIfExists(beside);
        try (CarpetWriter<PredictionRow> writer = new CarpetWriter.Builder<>(
                        new FileSystemOutputFile(beside.toFile()), PredictionRow.class)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build()) {
            for (Cases cases : all) {
                for (Family family : cases.families()) {
                    write(writer, cases, family);
                }
            }
        }
        Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(CarpetWriter<PredictionRow> writer, Cases cases, Family family) throws IOException {
        int users = cases.target() == Target.TREND ? cases.size() / TrendSequence.FUTURE_BLOCKS : cases.size();
        for (int i = 0; i < cases.size(); i++) {
            Person person = cases.people().get(i);
            writer.write(new PredictionRow(
                    LocalDate.ofEpochDay(person.asOf()),
                    person.user(),
                    cases.target().id(),
                    cases.target() == Target.TREND ? 1 + i / users : null,
                    family.id(),
                    family.prediction()[i],
                    family.hasInterval() ? family.low()[i] : null,
                    family.hasInterval() ? family.high()[i] : null,
                    cases.actual()[i],
                    person.eligible(),
                    person.slices().get("stage"),
                    person.slices().get("tenure"),
                    person.slices().get("value")));
        }
    }
}
