package io.perennial.features.spark.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class NumbersTest {

    @Test
    void amounts_are_rounded_once_half_to_even() throws BadRow {
        assertEquals(100, Numbers.amount("1.005", 2));
        assertEquals(102, Numbers.amount("1.015", 2));
        assertEquals(101, Numbers.amount("1.0050000000000000000001", 2));
        assertEquals(8_340, Numbers.amount("83.4000000000000", 2));
        assertEquals(1_500, Numbers.amount("1.5e1", 2));
        assertEquals(0, Numbers.amount("-0.0", 2));
    }

    @Test
    void currencies_without_minor_unit_and_with_three_digits_are_right() throws BadRow {
        assertEquals(120, Numbers.amount("119.50", 0));
        assertEquals(1_235, Numbers.amount("1.2346", 3));
    }

    @Test
    void what_is_no_usable_amount_is_refused_with_a_reason() {
        assertEquals("amount is missing or not a number", reason(null));
        assertEquals("amount is missing or not a number", reason(" "));
        assertEquals("amount is missing or not a number", reason("NaN"));
        assertEquals("amount is missing or not a number", reason("Infinity"));
        assertEquals("amount is missing or not a number", reason("1,5"));
        assertEquals("amount is negative", reason("-0.01"));
        assertEquals("amount is above 10^13 minor units", reason("100000000000.01"));
        assertEquals("amount is out of range", reason("1e308"));
        assertEquals("amount is out of range", reason("1e-999999999"));
        assertEquals("amount is longer than 64 characters", reason("1".repeat(65)));
    }

    @Test
    void scores_and_durations_keep_their_range() throws BadRow {
        assertEquals(10, Numbers.score("10.0", 0, 10));
        assertEquals(-1_000, Numbers.score("-1.0E3", -1_000, 1_000));
        assertThrows(BadRow.class, () -> Numbers.score("11", 0, 10));
        assertEquals(62, Numbers.duration("61.5"));
        assertEquals(0, Numbers.duration(null), "unknown");
        assertEquals(0, Numbers.duration(" "), "unknown");
        assertThrows(BadRow.class, () -> Numbers.duration("long"));
        assertThrows(BadRow.class, () -> Numbers.duration("-1"));
        assertThrows(BadRow.class, () -> Numbers.duration("99999999"));
    }

    private static String reason(String text) {
        return assertThrows(BadRow.class, () -> Numbers.amount(text, 2), () -> "accepted: " + text)
                .getMessage();
    }
}
