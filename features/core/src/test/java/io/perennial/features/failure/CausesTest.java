package io.perennial.features.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void causes_come_in_their_order_the_failure_first() {
        IOException first = new IOException("No space left on device");
        Exception second = new UncheckedIOException("cannot write", first);
        Exception third = new IllegalStateException("job failed", second);
        assertEquals(List.of(third, second, first), Causes.of(third).toList());
        assertEquals(List.of(first), Causes.of(first).toList());
    }

    @Test
    void a_circle_of_causes_ends() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        assertEquals(50, Causes.of(first).count());
    }
}
