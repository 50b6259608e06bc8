package io.perennial.command.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which known word a mistyped one is taken for. */
class NearestTest {

    @Test
    void of_words_as_near_the_one_that_begins_alike_is_meant() {
        assertEquals(Optional.of("tenure"), Nearest.to("tenuer", List.of("gender", "tenure")));
        assertEquals(Optional.of("Tenure"), Nearest.to("tenuer", List.of("gender", "Tenure")));
    }

    @Test
    void a_word_far_from_all_is_taken_for_none() {
        assertEquals(Optional.empty(), Nearest.to("postcode", List.of("gender", "tenure")));
        assertEquals("known are gender, tenure", Nearest.hint("postcode", List.of("gender", "tenure")));
    }
}
