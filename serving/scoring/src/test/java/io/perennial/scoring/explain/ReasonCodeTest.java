package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.ColumnGroup;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Codes of reasons are read as they are written. */
class ReasonCodeTest {

    @Test
    void every_code_that_is_given_is_read_back() {
        for (ReasonCode code : List.of(
                ReasonCode.of("silence_days", true),
                ReasonCode.of("monthly-charge (EUR)", false),
                ReasonCode.of("größe", true),
                ReasonCode.of("月费", false),
                ReasonCode.of(Dimension.VALUE, false))) {
            assertEquals(Optional.of(code), ReasonCode.read(code.toString()));
        }
        assertEquals("RC-DIM-VALUE-DOWN", ReasonCode.of(Dimension.VALUE, false).toString());
        assertEquals(
                "RC-MONTHLY-CHARGE_EUR_-UP",
                ReasonCode.of("monthly-charge (EUR)", true).toString());
    }

    @Test
    void a_code_is_of_a_schema_that_has_its_feature_or_dimension() {
        TableSchema table = new TableSchema(
                "left",
                "yes",
                List.of(
                        new TableColumn("größe (cm)", new ColumnGroup("who"), List.of()),
                        new TableColumn("月费", new ColumnGroup("money"), List.of())));
        for (String code : List.of("RC-GRÖSSE_CM_-UP", "RC-月费-DOWN", "RC-DIM-WHO-UP")) {
            assertTrue(ReasonCode.read(code).orElseThrow().isOf(table), code);
        }
        for (String code : List.of("RC-WHO-UP", "RC-DIM-VALUE-UP", "RC-SILENCE_DAYS-UP")) {
            assertFalse(ReasonCode.read(code).orElseThrow().isOf(table), code);
        }
    }

    @Test
    void what_is_no_code_is_not_read() {
        for (String text : List.of("", "RC--UP", "RC-SILENCE_DAYS", "RC-<b>-UP", "RC-A B-UP", "XRC-A-UP", "RC-A-UPX")) {
            assertEquals(Optional.empty(), ReasonCode.read(text), text);
        }
    }
}
