package io.perennial.features.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads CSV: keeps the asked columns, hashes the whole row in the order of column names. */
final class CsvReader implements RecordReader {

    private final InputStream in;
    private final CsvScanner scanner;
    private final Decoder decoder;
    private final int columns;
    private final int[] asked;
    private final int[] byName;
    private final RowHash hash = new RowHash();
    private final UTF8String[] fields;

    /**
     * A reader that stands before the first data row.
     *
     * @param header the file's column names in order
     * @param asked  the columns whose values are wanted, each one of the header's
     */
    CsvReader(InputStream in, CsvScanner scanner, Decoder decoder, List<String> header, List<String> asked) {
        this.in = in;
        this.scanner = scanner;
        this.decoder = decoder;
        this.columns = header.size();
        this.fields = new UTF8String[columns];
        this.asked = asked.stream().mapToInt(header::indexOf).toArray();
        this.byName = IntStream.range(0, columns)
                .boxed()
                .sorted(Comparator.comparing(header::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The fields of the header line: the next record of the scanner; empty where there is none. */
    static List<String> header(CsvScanner scanner, Decoder decoder) throws IOException {
        if (!scanner.advance()) {
            return List.of();
        }
        return IntStream.range(0, scanner.fields())
                .mapToObj(field -> text(scanner, decoder, field))
                .map(name -> name == null ? "" : name.strip())
                .toList();
    }

    @Override
    public LogRow next() throws IOException {
        if (!scanner.advance()) {
            return null;
        }
        String problem = problem();
        if (!problem.isEmpty()) {
            return LogRow.unreadable(UTF8String.fromString(raw()), problem);
        }
        byte[] record = Arrays.copyOfRange(scanner.bytes(), scanner.start(), scanner.start() + scanner.length());
        for (int field = 0; field < columns; field++) {
            fields[field] = field(record, field);
        }
        UTF8String[] values = new UTF8String[asked.length];
        for (int i = 0; i < asked.length; i++) {
            values[i] = fields[asked[i]];
        }
        long[] hashed = hash();
        return new LogRow(raw(record), Arrays.asList(values), hashed[0], hashed[1], "");
    }

    private String problem() {
        if (!scanner.problem().isEmpty()) {
            return scanner.problem();
        }
        int end = scanner.start() + scanner.length();
        if (!scanner.isAscii() && !decoder.isValid(scanner.bytes(), scanner.start(), end)) {
            return "bytes are not " + decoder.charset();
        }
        return scanner.fields() == columns ? "" : "has " + scanner.fields() + " columns, not " + columns;
    }

    private UTF8String raw(byte[] record) {
        return isUtf8() && record.length <= LogRow.RAW_LIMIT
                ? UTF8String.fromBytes(record)
                : UTF8String.fromString(raw());
    }

    private String raw() {
        return decoder.raw(scanner.bytes(), scanner.start(), scanner.start() + scanner.length());
    }

    private long[] hash() {
        hash.clear();
        for (int field : byName) {
            hash.add(fields[field] == null ? UTF8String.EMPTY_UTF8 : fields[field]);
        }
        return hash.value();
    }

    /** Whether the bytes of the current record are what Spark holds texts in. */
    private boolean isUtf8() {
        return scanner.isAscii() || decoder.isUtf8();
    }

    /** A field of the current record; its bytes are the record's own where they need no change. */
    private UTF8String field(byte[] record, int field) {
        if (isQuoted(scanner, field) || !isUtf8()) {
            return UTF8String.fromString(text(scanner, decoder, field));
        }
        int length = scanner.fieldEnd(field) - scanner.fieldStart(field);
        return length == 0 ? null : UTF8String.fromBytes(record, scanner.fieldStart(field) - scanner.start(), length);
    }

    private static boolean isQuoted(CsvScanner scanner, int field) {
        return scanner.fieldStart(field) < scanner.fieldEnd(field) && scanner.bytes()[scanner.fieldStart(field)] == '"';
    }

    /** A field's text without its quotes, null where it is empty: an empty field is a missing value. */
    private static String text(CsvScanner scanner, Decoder decoder, int field) {
        int from = scanner.fieldStart(field);
        int to = scanner.fieldEnd(field);
        if (isQuoted(scanner, field)) {
            String quoted = decoder.text(scanner.bytes(), from + 1, closing(scanner.bytes(), to));
            return quoted.isEmpty() ? null : quoted.replace("\"\"", "\"");
        }
        return from == to ? null : decoder.text(scanner.bytes(), from, to);
    }

    /** Where the closing quote stands: the last byte, but for a carriage return inside the line. */
    private static int closing(byte[] bytes, int to) {
        int at = to - 1;
        while (bytes[at] != '"') {
            at--;
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
