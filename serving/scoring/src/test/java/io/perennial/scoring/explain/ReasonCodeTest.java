package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.Dimension;
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
    void what_is_no_code_is_not_read() {
        for (String text : List.of("", "RC--UP", "RC-SILENCE_DAYS", "RC-<b>-UP", "RC-A B-UP", "XRC-A-UP", "RC-A-UPX")) {
            assertEquals(Optional.empty(), ReasonCode.read(text), text);
        }
    }
}
