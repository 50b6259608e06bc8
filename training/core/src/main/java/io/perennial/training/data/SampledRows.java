package io.perennial.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnReader;

/**
 * Which rows of some files belong to a sample of users.
 *
 * @param size   how many
 * @param places for each row of the files its number among them, -1 where it is none of them; empty where all are
 */
@SuppressWarnings("ArrayRecordComponent") // A column of numbers, never compared.
record SampledRows(int size, int[] places) {

    private static final int OUTSIDE = -1;

    /** Reads the users of the files, unless everybody is meant. */
    static SampledRows of(List<Path> files, UserSample sample) throws IOException {
        int rows = ParquetColumns.rows(files);
        if (files.isEmpty() || sample.equals(UserSample.everybody())) {
            return new SampledRows(rows, new int[0]);
        }
        int[] places = new int[rows];
        ParquetColumns.read(
                files,
                Map.of(
                        "user_id",
                        Sinks.required((row, reader) ->
                                places[row] = sample.has(reader.getBinary().toStringUsingUTF8()) ? 0 : OUTSIDE)));
        int size = 0;
        for (int row = 0; row < rows; row++) {
            places[row] = places[row] == OUTSIDE ? OUTSIDE : size++;
        }
        return new SampledRows(size, places);
    }

    /** Sinks that are given these rows alone, by their number among them. */
    Map<String, ParquetColumns.Sink> alone(Map<String, ParquetColumns.Sink> sinks) {
        if (places.length == 0) {
            return sinks;
        }
        Map<String, ParquetColumns.Sink> alone = new LinkedHashMap<>();
        sinks.forEach((column, sink) -> alone.put(column, new Alone(sink)));
        return alone;
    }

    private final class Alone implements ParquetColumns.Sink {
        private final ParquetColumns.Sink sink;

        Alone(ParquetColumns.Sink sink) {
            this.sink = sink;
        }

        @Override
        public void value(int row, ColumnReader reader) {
            if (places[row] == OUTSIDE) {
                reader.skip();
            } else {
                sink.value(places[row], reader);
            }
        }

        @Override
        public void more(int row, ColumnReader reader) {
            if (places[row] == OUTSIDE) {
                reader.skip();
            } else {
                sink.more(places[row], reader);
            }
        }

        @Override
        public void missing(int row) {
            if (places[row] != OUTSIDE) {
                sink.missing(places[row]);
            }
        }

        @Override
        public void done() {
            sink.done();
        }
    }
}
