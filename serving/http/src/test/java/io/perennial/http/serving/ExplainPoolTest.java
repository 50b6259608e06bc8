package io.perennial.http.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.http.api.Problem;
import io.perennial.http.config.ConfigFile;
import io.perennial.http.config.ExplainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainPoolTest {

    @TempDir
    Path root;

    @Test
    void what_was_begun_goes_on_while_the_pool_refuses_others() throws Exception {
        try (ExplainPool pool = new ExplainPool(twoPlaces())) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            FutureTask<Integer> one = visitor(() -> pool.run(() -> held(running, held)));
            running.await();
            FutureTask<Integer> other = visitor(() -> pool.run(() -> 2));
            Problem refused = assertThrows(Problem.class, () -> pool.run(() -> 3));
            assertEquals(Problem.Kind.BUSY, refused.kind());
            assertEquals(Optional.empty(), pool.runUntil(System.nanoTime() + 1_000_000_000L, () -> 1));
            FutureTask<Integer> goesOn = visitor(() -> pool.runOn(() -> 4));
            held.countDown();
            assertEquals(List.of(1, 2, 4), List.of(one.get(), other.get(), goesOn.get()));
            assertEquals(1, pool.run(() -> 1), "places that were given back are free");
        }
    }

    /** One who asks in a thread of their own, and waits by now. */
    private static FutureTask<Integer> visitor(Callable<Integer> asking) throws InterruptedException {
        FutureTask<Integer> task = new FutureTask<>(asking);
        Thread thread = new Thread(task, "visitor");
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        return task;
    }

    private static int held(CountDownLatch running, CountDownLatch held) {
        running.countDown();
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    @Test
    void a_task_that_fails_gives_its_place_back() throws IOException {
        try (ExplainPool pool = new ExplainPool(twoPlaces())) {
            for (int i = 0; i < 5; i++) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> pool.run(() -> {
                            throw new IllegalArgumentException("no such reason");
                        }));
            }
            assertEquals(1, pool.run(() -> 1));
        }
    }

    private ExplainConfig twoPlaces() throws IOException {
        return ConfigFile.read(
                        Files.writeString(root.resolve("server.toml"), "explain_threads = 1\nexplain_queue = 1\n"),
                        Optional.empty())
                .explain();
    }
}
