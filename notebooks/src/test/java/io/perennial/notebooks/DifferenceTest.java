package io.perennial.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static Optional<String> between(String stored, String now, double tolerance) {
        return Difference.of(List.of(new Output.Printed(stored)), List.of(new Output.Printed(now)), tolerance);
    }

    @Test
    void equal_text_does_not_differ() {
        assertEquals(Optional.empty(), between("a 1.5\nb", "a 1.5\nb", 0));
    }

    @Test
    void without_a_tolerance_a_number_must_be_the_same_text() {
        assertTrue(between("a 1.50", "a 1.5", 0).isPresent());
    }

    @Test
    void with_a_tolerance_numbers_may_move_that_far_and_no_farther() {
        assertEquals(Optional.empty(), between("risk 0.500 of 1000", "risk  0.509 of 1009", 0.01));
        assertTrue(between("risk 0.500", "risk 0.511", 0.01).isPresent());
        assertTrue(between("of 1000", "of 1011", 0.01).isPresent());
        assertTrue(between("risk 0.005", "risk -0.006", 0.01).isPresent());
    }

    @Test
    void words_must_be_equal_whatever_the_tolerance() {
        assertTrue(between("logistic 0.5", "forest 0.5", 1).isPresent());
        assertTrue(between("u0000012 left", "u0000013 left", 1).isPresent());
    }

    @Test
    void the_changed_lines_are_printed_and_no_others() {
        String difference = between("same\nold\n", "same\nnew\nmore\n", 0).orElseThrow();
        assertTrue(difference.endsWith("\n- old\n+ new\n+ more"), difference);
    }

    @Test
    void an_output_more_or_of_another_type_differs() {
        Output text = new Output.Value("text/plain", "x");
        assertTrue(Difference.of(List.of(text), List.of(), 0).isPresent());
        assertTrue(Difference.of(List.of(text), List.of(new Output.Value("text/html", "x")), 0)
                .isPresent());
    }
}
