package io.perennial.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

    @Test
    void a_text_that_looks_like_a_formula_is_made_harmless() {
        for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
            assertEquals("'" + formula, CsvFile.cell(formula));
        }
        assertEquals("\"'\r=1\"", CsvFile.cell("\r=1"));
    }

    @Test
    void a_negative_number_stays_a_number() {
        assertEquals("-1.5", CsvFile.cell(-1.5));
    }

    @Test
    void a_number_has_the_same_shortest_digits_on_every_jdk() {
        assertEquals("5.684341886080802E-14", CsvFile.cell(Math.scalb(1.0, -44)));
        assertEquals("2.0E-44", CsvFile.cell(2e-44));
    }

    @Test
    void quotes_and_commas_are_quoted() {
        assertEquals("\"a,\"\"b\"\"\"", CsvFile.cell("a,\"b\""));
    }

    @Test
    void a_line_has_every_value_and_missing_ones_are_empty(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("scores.csv");
        try (CsvFile csv = CsvFile.create(file, List.of("user_id", "ltv"))) {
            csv.add(Arrays.asList("u1", 2.5));
            csv.add(Arrays.asList("用户", null));
        }
        assertEquals("user_id,ltv\r\nu1,2.5\r\n用户,\r\n", Files.readString(file));
    }
}
