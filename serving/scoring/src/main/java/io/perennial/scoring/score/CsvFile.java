package io.perennial.scoring.score;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A CSV file (RFC 4180, UTF-8, header line), for programs or for people. Missing values are empty.
 *
 * <p>Programs join by the texts they are given, so these stand there as they are. For people a text that a spreadsheet
 * would take for a formula gets an apostrophe before it; numbers are written as they are.
 */
public final class CsvFile implements Closeable {

    /** As answers write numbers, on every JDK: before JDK 19 its own text has a digit too many of some. */
    private static final boolean SHORTEST = true;

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n].*", Pattern.DOTALL);
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    private final Writer writer;
    private final UnaryOperator<String> form;

    private CsvFile(Writer writer, UnaryOperator<String> form) {
        this.writer = writer;
        this.form = form;
    }

    /** A new file for programs with this header; an older one is replaced. */
    public static CsvFile create(Path file, List<String> header) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CsvFile csv = new CsvFile(writer, text -> text);
        csv.add(header);
        return csv;
    }

    /** What people open in a spreadsheet, written elsewhere, beginning with this header. */
    public static CsvFile into(Writer writer, List<String> header) throws IOException {
        CsvFile csv = new CsvFile(writer, CsvFile::harmless);
        csv.add(header);
        return csv;
    }

    /** Adds a line; a value is null, a {@link String}, or anything whose text is its value. */
    public void add(List<?> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                writer.write(',');
            }
            writer.write(cell(values.get(i)));
        }
        writer.write("\r\n");
    }

    private String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return NumberOutput.toString(number, SHORTEST);
        }
        if (!(value instanceof String text)) {
            return value.toString();
        }
        String formed = form.apply(text);
        return NEEDS_QUOTES.matcher(formed).find() ? '"' + formed.replace("\"", "\"\"") + '"' : formed;
    }

    private static String harmless(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
