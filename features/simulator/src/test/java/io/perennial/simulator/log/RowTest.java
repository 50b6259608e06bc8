package io.perennial.simulator.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.simulator.world.RandomStream;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void numbers_are_written_as_the_jdk_writes_them() {
        RandomStream random = new RandomStream(1);
        for (int round = 0; round < 20_000; round++) {
            long value = random.next() >> random.below(63);
            long some = Math.abs(value % 1_000_000_000_000L);
            Row row = new Row();
            row.number(value)
                    .text(" ")
                    .padded(some, 7)
                    .text(" ")
                    .hex(value)
                    .text(" ")
                    .decimal(some);
            String expected =
                    String.format(Locale.ROOT, "%d %07d %016x %s", value, some, value, BigDecimal.valueOf(some, 2));
            assertEquals(expected, row.toString(), "round " + round);
        }
    }

    @Test
    void a_time_of_day_has_two_digits_each() {
        assertEquals("00:00:00", new Row().clock(0).toString());
        assertEquals("09:05:07", new Row().clock(9 * 3_600 + 5 * 60 + 7).toString());
        assertEquals("23:59:59", new Row().clock(86_399).toString());
    }

    @Test
    void text_beyond_ascii_becomes_utf_8() {
        assertEquals("待定, ok", new Row().text("待定, ok").toString());
        assertEquals(6, new Row().text("待定").length());
    }

    @Test
    void a_cut_never_lengthens() {
        assertEquals("ab", new Row().text("abcdef").cut(2).toString());
        assertEquals("ab", new Row().text("ab").cut(9).toString());
    }
}
