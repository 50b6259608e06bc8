package io.perennial.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.http.TinyCompany;
import io.perennial.http.live.Slot.Place;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotTest {

    @TempDir
    Path root;

    @Test
    void a_version_that_fails_without_a_word_is_refused_by_the_name_of_its_failure() {
        Registry registry = Registry.at(root);
        registry.publish(
                Draft.of(TinyCompany.facts("churn", TinyCompany.SCHEMA)).file("model.bin", new byte[] {1}));
        registry.promote("churn", 1, "");
        Slot<String> empty = Slot.empty("churn", Place.CHAMPION, files -> {
            throw new ArrayIndexOutOfBoundsException();
        });
        Refusal refusal = empty.look(registry, List.of()).refusal().orElseThrow();
        assertEquals("churn 1 may not answer: ArrayIndexOutOfBoundsException", refusal.sentence());
    }
}
