package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of the reasons of a table's rows. */
final class TableTextTest {

    private static String reasons(int explained, String withheld) {
        TableEvaluation found = new TableEvaluation(
                1,
                "TABLE",
                "2026-01-31",
                "left",
                "yes",
                1,
                1_000,
                200,
                Map.of(),
                1,
                "chosen",
                "1000 rows",
                1,
                5,
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                explained,
                2e-16,
                withheld);
        Path out = Path.of("out");
        TableRun.Request request = new TableRun.Request(
                Path.of("table.csv"),
                "left",
                "id",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                new CrossValidation.Plan(1, 5),
                LocalDate.of(2026, 1, 31),
                out.resolve("models"),
                out,
                Optional.empty(),
                false,
                1);
        return TableText.lines(found, request).stream()
                .filter(line -> line.startsWith("reasons"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rows_without_reasons_are_counted_and_it_is_said_why() {
        String all = "reasons   1,000 rows explained, every sum checked, largest difference 2.0e-16";
        assertEquals(all, reasons(1_000, ""));
        assertEquals(
                all.replace("1,000", "998") + "; 2 rows have none: the parts do not add up",
                reasons(998, "the parts do not add up"));
    }
}
