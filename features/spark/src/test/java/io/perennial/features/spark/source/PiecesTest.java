package io.perennial.features.spark.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.mapping.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a file is cut, its pieces have the rows of the whole in their order. */
final class PiecesTest {

    private static final Layout JSON_LINES = new Layout(Layout.Format.JSONL, ',', "UTF-8", List.of());

    @TempDir
    private Path folder;

    @Test
    void rows_with_line_breaks_in_quotes_are_never_cut() throws IOException {
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            LogFile file = file(rows(random, "plain", "say \"\"hi\"\"", "two\nlines", "three\r\n\n lines", ""));
            List<Piece> pieces = pieces(Layout.csv(), 50 + random.nextInt(400), file);
            assertTrue(pieces.size() > 3, "seed " + seed + ": " + pieces.size() + " pieces");
            assertEquals(read(Layout.csv(), List.of(Piece.whole(file))), read(Layout.csv(), pieces), "seed " + seed);
        }
    }

    @Test
    void broken_quotes_and_blank_lines_are_read_as_in_one_piece() throws IOException {
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            String text = "\n\n" + rows(random, "plain", "\"x", "x\"y\"", "\n\n\n", "\r", "\"x\"y", "two\nlines");
            LogFile file = file("\ufeff" + text.replace("\"two", "two"));
            List<Piece> pieces = pieces(Layout.csv(), 30 + random.nextInt(400), file);
            assertEquals(read(Layout.csv(), List.of(Piece.whole(file))), read(Layout.csv(), pieces), "seed " + seed);
        }
    }

    @Test
    void lines_of_json_are_cut_at_any_line_break() throws IOException {
        LogFile file = file("{\"a\": \"\\\"\"}\n".repeat(1_000));
        List<Piece> pieces = pieces(JSON_LINES, 999, file);
        assertEquals(12, pieces.size());
        assertEquals(1_000, read(JSON_LINES, pieces).size());
    }

    @Test
    void a_quote_over_many_pieces_leaves_the_rows_before_and_after_it_whole() throws IOException {
        LogFile file =
                file("a,b\n" + "1,x\n".repeat(100) + "2,\"" + "3,y\n".repeat(500) + "\"\n" + "4,z\n".repeat(100));
        List<Piece> pieces = pieces(Layout.csv(), 100, file);
        assertTrue(pieces.size() > 3, pieces.size() + " pieces");
        assertEquals(202, read(Layout.csv(), pieces).size());
        assertEquals(read(Layout.csv(), List.of(Piece.whole(file))), read(Layout.csv(), pieces));
    }

    @Test
    void small_and_packed_files_stay_whole() throws IOException {
        LogFile small = file("a,b\n1,x\n");
        assertEquals(List.of(Piece.whole(small)), pieces(Layout.csv(), 100, small));
        LogFile packed = new LogFile("log.csv.gz", 0, 0, 1 << 20, 0);
        assertEquals(List.of(Piece.whole(packed)), pieces(Layout.csv(), 100, packed));
    }

    private static String rows(Random random, String... texts) {
        StringBuilder rows = new StringBuilder("a,b,c\n");
        for (int row = 0; row < 500; row++) {
            for (int field = 0; field < 3; field++) {
                String text = texts[random.nextInt(texts.length)];
                boolean quoted = text.indexOf('\n') >= 0 || random.nextInt(4) == 0;
                rows.append(quoted ? '"' + text + '"' : text).append(field < 2 ? "," : "\n");
            }
        }
        return rows.toString();
    }

    private LogFile file(String text) throws IOException {
        Path file = Files.createTempFile(folder, "log", ".csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return new LogFile(file.toString(), 0, 0, Files.size(file), 0);
    }

    private static List<Piece> pieces(Layout layout, long bytes, LogFile file) {
        return new Pieces(JavaSparkContext.fromSparkContext(Lab.spark().sparkContext()), layout, bytes)
                .of(List.of(file));
    }

    private static List<String> read(Layout layout, List<Piece> pieces) throws IOException {
        // One for all: each new one reads the whole of Hadoop's defaults.
        Configuration hadoop = Lab.spark().sparkContext().hadoopConfiguration();
        List<String> rows = new ArrayList<>();
        for (Piece piece : pieces) {
            try (InputStream in = Opening.of(piece.file().path(), hadoop, piece.from())) {
                CsvScanner scanner = Pieces.scanner(in, layout, piece.from(), piece.to());
                while (scanner.advance()) {
                    rows.add(scanner.problem() + scanner.fields() + ":"
                            + new String(scanner.bytes(), scanner.start(), scanner.length(), StandardCharsets.UTF_8));
                }
            }
        }
        return rows;
    }
}
