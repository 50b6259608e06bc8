package io.perennial.http.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** How long a request waits for work of another thread, and what it is told. */
class PatienceTest {

    private static final Patience NONE = new Patience(Duration.ZERO);

    @Test
    void work_that_goes_on_for_longer_gives_nothing_and_goes_on() {
        CompletableFuture<Integer> work = new CompletableFuture<>();
        assertEquals(Optional.empty(), NONE.await(work));
        work.complete(7);
        assertEquals(Optional.of(7), NONE.await(work));
    }

    @Test
    void work_fails_by_its_own_failure() {
        IllegalStateException own = new IllegalStateException("the disk was away");
        assertSame(
                own, assertThrows(IllegalStateException.class, () -> NONE.await(CompletableFuture.failedFuture(own))));
        IOException checked = new IOException("the disk was away");
        CompletionException around =
                assertThrows(CompletionException.class, () -> NONE.await(CompletableFuture.failedFuture(checked)));
        assertSame(checked, around.getCause());
    }

    @Test
    void who_is_interrupted_is_told_that_the_server_stops_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        Problem told = assertThrows(Problem.class, () -> Patience.OF_PAGES.await(new CompletableFuture<>()));
        assertEquals(Problem.Kind.BUSY, told.kind());
        assertTrue(Thread.interrupted(), "whoever waits next would wait on");
    }
}
