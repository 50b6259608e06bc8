package io.perennial.features.spark.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CsvScannerTest {

    @Test
    void delimiters_and_line_breaks_in_quotes_belong_to_the_field() throws IOException {
        assertEquals(
                List.of(List.of("a", "b,c", "d"), List.of("1", "two\nlines", "3")),
                read("a,\"b,c\",d\n1,\"two\nlines\",3\n"));
    }

    @Test
    void doubled_quotes_are_one_quote_and_quotes_inside_plain_fields_are_themselves() throws IOException {
        assertEquals(List.of(List.of("say \"hi\"", "12\" tray")), read("\"say \"\"hi\"\"\",12\" tray\n"));
    }

    @Test
    void windows_line_breaks_and_a_missing_last_one_change_nothing() throws IOException {
        assertEquals(List.of(List.of("a", "b"), List.of("1", "2")), read("a,b\r\n1,\"2\"\r\n"));
        assertEquals(List.of(List.of("a", "b"), List.of("1", "2")), read("a,b\n1,2"));
    }

    @Test
    void blank_lines_are_no_rows_and_empty_fields_are_fields() throws IOException {
        assertEquals(List.of(List.of("a", "b"), List.of("", ""), List.of("1", "")), read("a,b\n\n,\n\r\n1,\n"));
    }

    @Test
    void a_quote_that_never_closes_costs_its_own_line_only() throws IOException {
        assertEquals(
                List.of(List.of("1", "x"), List.of("!a quote is not closed: 2,\"y"), List.of("3", "z")),
                read("1,x\n2,\"y\n3,z\n"));
    }

    @Test
    void text_after_a_closing_quote_costs_its_own_line_only() throws IOException {
        assertEquals(
                List.of(List.of("!text after a closing quote: 1,\"x\"y"), List.of("2", "z")), read("1,\"x\"y\n2,z\n"));
    }

    @Test
    void a_line_of_ten_megabytes_is_skipped_and_its_neighbours_are_read() throws IOException {
        String text = "1,x\n2," + "y".repeat(10_000_000) + "\n3,z\n";
        CsvScanner scanner = CsvScanner.records(stream(text), ',');
        List<String> seen = new ArrayList<>();
        while (scanner.advance()) {
            seen.add(scanner.problem() + scanner.length());
        }
        assertEquals(List.of("3", "line is longer than 1048576 bytes1024", "3"), seen);
    }

    @Test
    void how_the_stream_is_cut_into_reads_changes_nothing() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            String text = random(random);
            assertEquals(
                    read(stream(text)),
                    read(new Trickle(text.getBytes(StandardCharsets.UTF_8), random)),
                    "seed " + seed);
        }
    }

    @Test
    void what_is_written_by_rfc_4180_is_read_back() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<List<String>> rows = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < 20; row++) {
                List<String> fields = List.of("x" + field(random), field(random), field(random));
                rows.add(fields);
                fields.forEach(field -> text.append(quoted(field)).append(','));
                text.setCharAt(text.length() - 1, '\n');
            }
            assertEquals(rows, read(text.toString()), "seed " + seed);
        }
    }

    private static String quoted(String field) {
        return "\"" + field.replace("\"", "\"\"") + "\"";
    }

    private static String field(Random random) {
        return random.ints(random.nextInt(6), 0, 6)
                .mapToObj(i -> String.valueOf(",\"\na \r".charAt(i)))
                .reduce("", String::concat);
    }

    private static String random(Random random) {
        return random.ints(400, 0, 8)
                .mapToObj(i -> String.valueOf(",\"\nab\r1\n".charAt(i)))
                .reduce("", String::concat);
    }

    private static List<List<String>> read(String text) throws IOException {
        return read(stream(text));
    }

    private static List<List<String>> read(InputStream in) throws IOException {
        CsvScanner scanner = CsvScanner.records(in, ',');
        List<List<String>> rows = new ArrayList<>();
        while (scanner.advance()) {
            rows.add(row(scanner));
        }
        return rows;
    }

    private static List<String> row(CsvScanner scanner) {
        if (!scanner.problem().isEmpty()) {
            String raw = new String(scanner.bytes(), scanner.start(), scanner.length(), StandardCharsets.UTF_8);
            return List.of("!" + scanner.problem() + ": " + raw);
        }
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < scanner.fields(); i++) {
            String field = new String(
                    scanner.bytes(),
                    scanner.fieldStart(i),
                    scanner.fieldEnd(i) - scanner.fieldStart(i),
                    StandardCharsets.UTF_8);
            boolean quoted = field.startsWith("\"");
            fields.add(quoted ? field.substring(1, field.lastIndexOf('"')).replace("\"\"", "\"") : field);
        }
        return fields;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives a few bytes at a time. */
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream in;
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return in.read(into, from, Math.min(length, 1 + random.nextInt(3)));
        }
    }
}
