package io.perennial.scoring.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A version is found again by the stamp a population carries of it. */
class ModelIdTest {

    @Test
    void a_stamp_names_the_version_it_was_made_of() {
        ModelId churn = new ModelId("churn", 12, "ab12");
        assertEquals(churn, ModelId.ofStamp("churn", churn.stamp()));
    }

    @Test
    void messages_name_a_version_in_words_and_columns_in_one() {
        ModelId churn = new ModelId("churn", 12, "ab12");
        assertEquals("churn 12", churn.named());
        assertEquals("churn@12", churn.toString());
    }

    @Test
    void what_is_no_stamp_is_refused_naming_it() {
        for (String stamp : List.of("", "12", "x:ab", ":ab", "-1:ab", "12345678901:ab")) {
            String said = assertThrows(IllegalArgumentException.class, () -> ModelId.ofStamp("churn", stamp))
                    .getMessage();
            assertEquals("'" + stamp + "' names no version of churn as version:digest", said);
        }
    }
}
