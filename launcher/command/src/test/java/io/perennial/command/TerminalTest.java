package io.perennial.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.command.Terminal.Ink;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final Map<String, String> WIDE = Map.of("PERENNIAL_COLUMNS", "132");

    @Test
    void a_terminal_is_coloured_and_a_pipe_is_not() {
        assertTrue(Terminal.of(WIDE).paint(Ink.FAULT, "no").matches("\u001b\\[.*no\u001b\\[.*m"));
        assertEquals("no", Terminal.of(Map.of()).paint(Ink.FAULT, "no"));
    }

    @Test
    void nobody_who_refused_colours_gets_them() {
        Map<String, String> refused = Map.of("PERENNIAL_COLUMNS", "132", "NO_COLOR", "1");
        assertEquals("no", Terminal.of(refused).paint(Ink.FAULT, "no"));
        assertEquals(OptionalInt.of(132), Terminal.of(refused).columns());
    }

    @Test
    void results_and_messages_may_go_to_different_places() {
        Terminal messages = Terminal.of(Map.of("PERENNIAL_COLUMNS", "", "PERENNIAL_SAID_COLUMNS", "90"));
        assertEquals("x", messages.paint(Ink.GOOD, "x"));
        assertTrue(messages.paintSaid(Ink.GOOD, "x").length() > 1);
    }

    @Test
    void a_width_that_is_none_is_not_believed() {
        assertEquals(
                OptionalInt.empty(),
                Terminal.of(Map.of("PERENNIAL_COLUMNS", "0")).columns());
        assertEquals(
                OptionalInt.of(60),
                Terminal.of(Map.of("PERENNIAL_COLUMNS", "7")).columns());
    }
}
