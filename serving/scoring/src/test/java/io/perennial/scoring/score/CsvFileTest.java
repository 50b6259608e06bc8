package io.perennial.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

    private static final List<String> FORMULAS = List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1");

    @TempDir
    private Path folder;

    @Test
    void a_text_that_looks_like_a_formula_is_made_harmless_for_people() throws IOException {
        for (String formula : FORMULAS) {
            assertEquals("'" + formula, forPeople(formula));
        }
        assertEquals("\"'\r=1\"", forPeople("\r=1"));
    }

    @Test
    void for_programs_every_text_stands_as_it_is() throws IOException {
        for (String formula : FORMULAS) {
            assertEquals(formula, forPrograms(formula));
        }
        assertEquals("+8613800138000", forPrograms("+8613800138000"));
        assertEquals("\"\r=1\"", forPrograms("\r=1"));
    }

    @Test
    void a_negative_number_stays_a_number() throws IOException {
        assertEquals("-1.5", forPeople(-1.5));
    }

    @Test
    void a_number_has_the_same_shortest_digits_on_every_jdk() throws IOException {
        assertEquals("5.684341886080802E-14", forPrograms(Math.scalb(1.0, -44)));
        assertEquals("2.0E-44", forPrograms(2e-44));
    }

    @Test
    void quotes_and_commas_are_quoted() throws IOException {
        assertEquals("\"a,\"\"b\"\"\"", forPeople("a,\"b\""));
        assertEquals("\"a,\"\"b\"\"\"", forPrograms("a,\"b\""));
    }

    @Test
    void a_line_has_every_value_and_missing_ones_are_empty() throws IOException {
        Path file = folder.resolve("scores.csv");
        try (CsvFile csv = CsvFile.create(file, List.of("user_id", "ltv"))) {
            csv.add(Arrays.asList("u1", 2.5));
            csv.add(Arrays.asList("用户", null));
        }
        assertEquals("user_id,ltv\r\nu1,2.5\r\n用户,\r\n", Files.readString(file));
    }

    private static String forPeople(Object value) throws IOException {
        StringWriter written = new StringWriter();
        CsvFile.into(written, List.of("h")).add(List.of(value));
        return cell(written.toString());
    }

    private String forPrograms(Object value) throws IOException {
        Path file = folder.resolve("cell.csv");
        try (CsvFile csv = CsvFile.create(file, List.of("h"))) {
            csv.add(List.of(value));
        }
        return cell(Files.readString(file));
    }

    /** The one cell below the header. */
    private static String cell(String file) {
        return file.substring("h\r\n".length(), file.length() - "\r\n".length());
    }
}
