package io.perennial.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columns_are_aligned_and_wide_characters_count_for_two() {
        TextTable table = new TextTable().row("流失", "1").row("a", "2");
        assertEquals(List.of("流失  1", "a     2"), table.lines());
    }

    @Test
    void the_widest_column_is_wrapped_between_words_until_the_table_fits() {
        TextTable table = new TextTable().row("churn", "no learned model beats the naive rule beyond chance");
        assertEquals(
                List.of("churn  no learned model beats", "       the naive rule beyond", "       chance"),
                table.lines(OptionalInt.of(30)));
    }

    @Test
    void chinese_breaks_anywhere_and_no_character_is_lost() {
        String text = "没有任何模型胜过朴素规则";
        List<String> lines = new TextTable().row("x", text).lines(OptionalInt.of(16));
        assertTrue(lines.size() > 1, lines.toString());
        assertEquals("x" + text, String.join("", lines).replace(" ", ""));
    }

    @Test
    void no_line_is_wider_than_the_terminal_and_no_letter_is_lost() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String text = text(random);
            int columns = 40 + random.nextInt(60);
            List<String> lines = new TextTable().row("model", text).lines(OptionalInt.of(columns));
            assertTrue(lines.stream().allMatch(line -> TextTable.width(line) <= columns), "seed " + seed + lines);
            assertEquals(
                    ("model" + text).replace(" ", ""), String.join("", lines).replace(" ", ""), "seed " + seed);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(20); words >= 0; words--) {
            text.append("w".repeat(1 + random.nextInt(random.nextInt(8) == 0 ? 120 : 9)))
                    .append(' ');
        }
        return text.toString().strip();
    }
}
