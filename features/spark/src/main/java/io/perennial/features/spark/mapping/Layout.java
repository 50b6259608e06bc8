package io.perennial.features.spark.mapping;

import java.io.Serializable;
import java.util.List;

/**
 * How the files of a raw log are written. Compression is told from the file's name.
 *
 * @param format    the format
 * @param delimiter what separates fields of a CSV line, one ASCII character
 * @param encoding  the name of the character set; one in which ASCII bytes mean ASCII
 * @param columns   names of the columns of a CSV without header line; empty where the first line names them
 */
public record Layout(Format format, char delimiter, String encoding, List<String> columns) implements Serializable {

    /** The formats that can be read. */
    public enum Format {
        CSV,
        JSONL,
        PARQUET
    }

    public Layout {
        columns = List.copyOf(columns);
    }

    /** Comma-separated UTF-8 with a header line. */
    public static Layout csv() {
        return new Layout(Format.CSV, ',', "UTF-8", List.of());
    }
}
