package io.perennial.features.spark.source;

import io.perennial.features.spark.step.RowStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of Parquet files in the form of {@link RawLog}. */
final class ParquetRows {

    private ParquetRows() {}

    /**
     * The rows of files, of each the names of whose columns are given.
     *
     * @param mixed is told which asked columns files write in different ways
     */
    static Dataset<Row> of(
            SparkSession spark, Map<LogFile, List<String>> columns, List<String> asked, Consumer<String> mixed) {
        Dataset<Row> all = RawLog.empty(spark, asked);
        Map<LogFile, ParquetTexts> texts = new LinkedHashMap<>();
        for (Map.Entry<LogFile, List<String>> file : columns.entrySet()) {
            texts.put(file.getKey(), ParquetTexts.of(spark, file.getKey()));
            all = all.unionByName(of(file.getKey(), texts.get(file.getKey()), file.getValue(), asked));
        }
        asked.forEach(column -> mixed(column, texts).ifPresent(mixed));
        return all;
    }

    /** The first file that writes a column in another way than the first, in words; empty where all agree. */
    private static Optional<String> mixed(String column, Map<LogFile, ParquetTexts> files) {
        Map<String, String> firstOf = new LinkedHashMap<>();
        files.forEach((file, texts) -> firstOf.putIfAbsent(texts.form(column), file.path()));
        List<String> seen = firstOf.entrySet().stream()
                .map(form -> form.getKey() + " in " + form.getValue())
                .toList();
        return seen.size() < 2
                ? Optional.empty()
                : Optional.of("reads column '" + column + "', which is " + seen.get(0) + " and " + seen.get(1)
                        + ": where both write one value in two ways it counts as two; export one of them anew");
    }

    private static Dataset<Row> of(LogFile logFile, ParquetTexts texts, List<String> present, List<String> asked) {
        List<String> byName = new ArrayList<>(present);
        Collections.sort(byName);
        Column[] columns = byName.stream().map(texts::text).toArray(Column[]::new);
        int[] wanted = asked.stream().mapToInt(byName::indexOf).toArray();
        int file = logFile.index();
        RowStep hashed = rows -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public InternalRow next() {
                return hashed(rows.next(), wanted).row(wanted.length, file);
            }
        };
        return hashed.over(texts.table().select(columns), RawLog.schema(asked));
    }

    private static LogRow hashed(InternalRow row, int[] wanted) {
        RowHash hash = new RowHash();
        StringBuilder raw = new StringBuilder();
        UTF8String[] cells = new UTF8String[row.numFields()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.isNullAt(i) ? null : row.getUTF8String(i);
            hash.add(cells[i]);
            if (raw.length() < LogRow.RAW_LIMIT) {
                raw.append(i == 0 ? "" : ",").append(cells[i] == null ? "" : cells[i].toString());
            }
        }
        long[] value = hash.value();
        UTF8String[] values = Arrays.stream(wanted).mapToObj(i -> cells[i]).toArray(UTF8String[]::new);
        raw.setLength(Math.min(raw.length(), LogRow.RAW_LIMIT));
        return new LogRow(UTF8String.fromString(raw.toString()), Arrays.asList(values), value[0], value[1], "");
    }
}
