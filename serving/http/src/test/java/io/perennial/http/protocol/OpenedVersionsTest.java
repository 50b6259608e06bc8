package io.perennial.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Problem;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.VersionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions that are asked for by their numbers, of which one is champion and the others lie in the registry. */
@Timeout(60)
class OpenedVersionsTest {

    private static final int MANY = 32;

    @TempDir
    Path root;

    private final ExecutorService askers = Executors.newFixedThreadPool(MANY);
    private Registry registry;
    private LiveState live;

    @BeforeEach
    void start() {
        registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
        live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
        live.refresh();
    }

    @AfterEach
    void stop() {
        askers.shutdownNow();
        live.close();
    }

    private ServedModels models(Function<VersionFiles, LoadedModel> loader) {
        return new ServedModels(live, registry, ModelCalls.UNCOUNTED, loader);
    }

    @Test
    void while_a_version_is_being_opened_many_who_ask_for_it_are_told_to_come_back_and_champions_answer()
            throws Exception {
        CountDownLatch mayOpen = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(MANY - OpenedVersions.TURNS);
        CountDownLatch answered = new CountDownLatch(OpenedVersions.TURNS);
        ServedModels models = models(files -> {
            await(mayOpen);
            return ModelLoader.load(files);
        });
        IntStream.range(0, MANY)
                .forEach(i -> askers.execute(() -> {
                    try {
                        assertEquals(
                                1, models.find("churn", Optional.of("1")).id().version());
                        answered.countDown();
                    } catch (Problem problem) {
                        assertEquals(Problem.Kind.BUSY, problem.kind());
                        assertEquals(Map.of("Retry-After", "1"), problem.headers());
                        refused.countDown();
                    }
                }));
        assertTrue(refused.await(30, TimeUnit.SECONDS), () -> refused.getCount() + " wait all the same");
        assertEquals(2, models.find("churn", Optional.empty()).id().version());
        assertEquals(2, models.find("churn", Optional.of("2")).id().version());
        assertEquals(OpenedVersions.TURNS, answered.getCount());
        mayOpen.countDown();
        assertTrue(answered.await(30, TimeUnit.SECONDS), "who had a turn is answered");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_version_that_was_refused_is_not_opened_for_everybody_who_asks_for_it() {
        AtomicInteger opened = new AtomicInteger();
        ServedModels models = models(files -> {
            opened.incrementAndGet();
            throw new IllegalArgumentException("made for another horizon");
        });
        for (int i = 0; i < 3; i++) {
            Problem problem = assertThrows(Problem.class, () -> models.find("churn", Optional.of("1")));
            assertEquals(Problem.Kind.NOT_READY, problem.kind());
            assertEquals(ServedModels.TRY_AGAIN, problem.headers().get("Retry-After"));
        }
        assertEquals(1, opened.get());
    }

    @Test
    void a_version_with_a_damaged_file_is_read_once_and_not_by_everybody_who_asks_for_it() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        ServedModels models = models(files -> {
            opened.incrementAndGet();
            return ModelLoader.load(files);
        });
        Path model = root.resolve("registry/churn/versions/1/model.bin");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 4;
        Files.write(model, bytes);
        for (int i = 0; i < 3; i++) {
            Problem problem = assertThrows(Problem.class, () -> models.find("churn", Optional.of("1")));
            assertEquals(Problem.Kind.DAMAGED, problem.kind());
            assertTrue(problem.getMessage().contains("its SHA-256 differs"), problem.getMessage());
            assertEquals(ServedModels.TRY_AGAIN, problem.headers().get("Retry-After"));
        }
        assertEquals(1, opened.get());
    }

    @Test
    void it_is_tried_again_after_as_long_as_was_said_and_what_is_unknown_at_once() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
        AtomicInteger opened = new AtomicInteger();
        OpenedVersions versions = new OpenedVersions(2, nanos::get);
        Problem damaged = Problem.of(Problem.Kind.DAMAGED, "damaged");
        Problem unknown = Problem.of(Problem.Kind.UNKNOWN_MODEL, "unknown");
        for (RuntimeException failure : List.of(new OpenedVersions.RefusedException(damaged), unknown)) {
            for (long after : new long[] {0, OpenedVersions.REST.toNanos() - 1, 1}) {
                nanos.addAndGet(after);
                assertThrows(
                        Problem.class,
                        () -> versions.get(failure.toString(), () -> {
                            opened.incrementAndGet();
                            throw failure;
                        }));
            }
        }
        assertEquals(2 + 3, opened.get());
    }
}
