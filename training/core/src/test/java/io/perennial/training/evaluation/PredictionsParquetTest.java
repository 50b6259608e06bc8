package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How predictions become a file: each as it is made, and all of them or none. */
class PredictionsParquetTest {

    private static final AtomicInteger WRITTEN = new AtomicInteger();

    @TempDir
    private Path folder;

    /** A row that is written when it is read. */
    record Prediction(int number) {

        @Override
        public int number() {
            WRITTEN.set(number);
            return number;
        }
    }

    @Test
    void each_row_of_nested_streams_is_written_before_the_next_is_made() throws IOException {
        AtomicInteger ahead = new AtomicInteger();
        Stream<Prediction> rows = Stream.of("one target of many users")
                .flatMap(target -> Stream.of("one family"))
                .flatMap(family -> IntStream.rangeClosed(1, 1_000).mapToObj(i -> {
                    ahead.accumulateAndGet(i - WRITTEN.get(), Math::max);
                    return new Prediction(i);
                }));
        WRITTEN.set(0);
        PredictionsParquet.write(folder, Prediction.class, rows);
        assertEquals(1_000, WRITTEN.get());
        assertEquals(1, ahead.get());
    }

    @Test
    void what_fails_on_the_way_is_told_as_it_is_and_leaves_no_file() {
        IOException gone = new IOException("the disk is gone");
        Stream<Prediction> rows = IntStream.rangeClosed(1, 9).mapToObj(i -> {
            if (i == 9) {
                throw new UncheckedIOException(gone);
            }
            return new Prediction(i);
        });
        assertSame(
                gone, assertThrows(IOException.class, () -> PredictionsParquet.write(folder, Prediction.class, rows)));
        assertFalse(Files.exists(folder.resolve("predictions").resolve("part-0.parquet")));
    }
}
