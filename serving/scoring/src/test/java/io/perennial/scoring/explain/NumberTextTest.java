package io.perennial.scoring.explain;

import static io.perennial.features.feature.Language.EN;
import static io.perennial.features.feature.Language.ZH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumberTextTest {

    @Test
    void money_has_cents_below_a_hundred_where_its_currency_has_any() {
        assertEquals("GBP 2,606", NumberText.money(2606.4, "GBP", EN));
        assertEquals("GBP 12.50", NumberText.money(12.5, "GBP", EN));
        assertEquals("JPY 12", NumberText.money(12.5, "JPY", EN));
        assertEquals("GBP 0", NumberText.money(0, "GBP", EN));
        assertEquals("GBP 100", NumberText.money(100, "GBP", EN));
        assertEquals("2,606 元", NumberText.money(2606.4, "CNY", ZH));
        assertEquals("2,606 GBP", NumberText.money(2606.4, "GBP", ZH));
    }

    @Test
    void rounded_amounts_in_yuan_have_no_blank_before_the_unit() {
        assertEquals("1.2 万元", NumberText.inCurrency("1.2 万", "CNY", ZH));
        assertEquals("1.2 万 GBP", NumberText.inCurrency("1.2 万", "GBP", ZH));
    }

    @Test
    void a_number_halfway_goes_to_the_even_digit_as_it_is_read() {
        assertEquals("USD 2.68", NumberText.money(2.675, "USD", EN));
        assertEquals("USD 2.66", NumberText.money(2.665, "USD", EN));
        assertEquals("2", NumberText.grouped(2.5, 0));
    }

    @Test
    void numbers_have_grouped_thousands_and_a_true_minus_sign() {
        assertEquals("1,193.9", NumberText.grouped(1193.9, 1));
        assertEquals("\u221228", NumberText.grouped(-28, 0));
    }
}
