package io.perennial.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.notebooks.Kernel.CellFailure;
import io.perennial.notebooks.Notebook.Cell;
import java.util.List;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.Test;

class KernelTest {

    private static Cell cell(int number, String source) {
        return new Cell(number, "id", source, 0, List.of());
    }

    @Test
    void a_cell_shows_what_it_prints_and_then_its_last_value() {
        try (Kernel kernel = new Kernel()) {
            assertEquals(List.of(), kernel.run(cell(1, "int a = 20;")));
            assertEquals(
                    List.of(new Output.Printed("hello\n"), new Output.Value("text/plain", "42")),
                    kernel.run(cell(2, "System.out.print(\"hello\\n\");\na + 22")));
            assertEquals(List.of(new Output.Value("text/plain", "20")), kernel.run(cell(3, "a")));
        }
    }

    @Test
    void a_rendered_text_keeps_its_media_type() {
        try (Kernel kernel = new Kernel()) {
            assertEquals(
                    List.of(new Output.Value("text/html", "<b>x</b>")),
                    kernel.run(cell(1, "render(\"<b>x</b>\", \"text/html\")")));
        }
    }

    @Test
    void a_cell_that_does_not_compile_is_named_with_the_reason() {
        try (Kernel kernel = new Kernel()) {
            String message = assertThrows(CellFailure.class, () -> kernel.run(cell(7, "int a = missing;")))
                    .getMessage();
            assertTrue(message.startsWith("code cell 7 (id) does not compile"), message);
            assertTrue(message.contains("missing"), message);
        }
    }

    @Test
    void a_cell_that_throws_is_named_with_the_exception() {
        try (Kernel kernel = new Kernel()) {
            String message = assertThrows(CellFailure.class, () -> kernel.run(cell(2, "List.of().get(3);")))
                    .getMessage();
            assertTrue(message.startsWith("code cell 2 (id) throws java.lang.ArrayIndexOutOfBounds"), message);
        }
    }

    @Test
    void a_cell_that_ends_too_early_is_named() {
        try (Kernel kernel = new Kernel()) {
            assertThrows(CellFailure.class, () -> kernel.run(cell(1, "for (int i = 0; i < 3; i++) {")));
        }
    }

    @Test
    void declarations_are_noticed() {
        try (Kernel kernel = new Kernel()) {
            kernel.run(cell(1, "record Pair(int left, int right) {}"));
            assertTrue(kernel.kinds().contains(Snippet.Kind.TYPE_DECL));
        }
    }
}
