package io.perennial.features.spark.source;

import io.perennial.features.spark.step.RowStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of Parquet files in the form of {@link RawLog}. */
final class ParquetRows {

    private ParquetRows() {}

    /** The rows of files, of each the names of whose columns are given. */
    static Dataset<Row> of(SparkSession spark, Map<LogFile, List<String>> columns, List<String> asked) {
        Dataset<Row> all = RawLog.empty(spark, asked);
        for (Map.Entry<LogFile, List<String>> file : columns.entrySet()) {
            all = all.unionByName(of(spark, file.getKey(), file.getValue(), asked));
        }
        return all;
    }

    private static Dataset<Row> of(SparkSession spark, LogFile logFile, List<String> present, List<String> asked) {
        ParquetTexts texts = ParquetTexts.of(spark, logFile);
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
