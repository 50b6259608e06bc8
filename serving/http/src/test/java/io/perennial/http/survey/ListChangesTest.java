package io.perennial.http.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Language;
import io.perennial.http.api.Patience;
import io.perennial.http.api.Problem;
import io.perennial.http.live.PastModels;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists are compared in the background: whoever asks is told how far that is, and nobody waits for long. */
class ListChangesTest {

    private static final Patience SHORT = new Patience(Duration.ofMillis(20));
    private static final Patience LONG = new Patience(Duration.ofMinutes(1));

    @TempDir
    static Path root;

    private static Survey survey;
    private static ListChange answer;

    @BeforeAll
    static void count() {
        survey = SurveyedCompany.of(root).survey();
        try (ListChanges changes = new ListChanges(
                Registry.at(root.resolve("registry")), new PastModels(Registry.at(root.resolve("registry"))))) {
            answer = changes.require(survey, list("")).orElseThrow();
        }
    }

    @Test
    void what_takes_long_is_refused_with_how_far_it_is_and_when_to_ask_again() {
        CountDownLatch halfway = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ListChanges.Counter slow = (served, since, users, progress) -> {
            progress.set(7);
            halfway.countDown();
            await(go);
            return answer;
        };
        try (ListChanges changes = new ListChanges(slow, SHORT)) {
            assertThrows(Problem.class, () -> changes.require(survey, list("user/1")));
            await(halfway);
            Problem refused = assertThrows(Problem.class, () -> changes.require(survey, list("user/1")));
            assertEquals(503, refused.kind().status());
            assertEquals("2", refused.headers().get("Retry-After"));
            String users = "7 of " + list("user/1").total() + " users";
            assertTrue(refused.getMessage().contains(users), refused.getMessage());
            assertEquals(
                    "正在将该名单与上一批全量包对比：已完成 7 名，共 " + list("user/1").total() + " 名。",
                    refused.saying().orElseThrow().in(Language.ZH));
            go.countDown();
        }
    }

    @Test
    void only_so_many_lists_wait_and_others_are_told_to_come_again() {
        CountDownLatch go = new CountDownLatch(1);
        ListChanges.Counter slow = (served, since, users, progress) -> {
            await(go);
            return answer;
        };
        try (ListChanges changes = new ListChanges(slow, SHORT)) {
            String said = "";
            for (int i = 1; i < 9; i++) {
                String prefix = "user/" + i;
                said = assertThrows(Problem.class, () -> changes.require(survey, list(prefix)))
                        .getMessage();
            }
            assertTrue(said.contains("other lists"), said);
            go.countDown();
        }
    }

    @Test
    void the_same_users_are_counted_once_by_whichever_address() {
        AtomicInteger counted = new AtomicInteger();
        ListChanges.Counter counter = (served, since, users, progress) -> {
            counted.incrementAndGet();
            return answer;
        };
        try (ListChanges changes = new ListChanges(counter, LONG)) {
            ListChange first = changes.require(survey, list("user/1")).orElseThrow();
            assertSame(first, changes.require(survey, list("user/1")).orElseThrow());
            Selection sorted = survey.select(
                    new ListQuery(SurveyedCompany.whose("user/1"), Order.CHURN, Optional.empty()), new BitSet(), false);
            changes.require(survey, sorted);
            assertEquals(1, counted.get());
            BitSet erased = new BitSet();
            erased.set(list("user/1").page(0, 1)[0]);
            changes.require(
                    survey,
                    survey.select(
                            new ListQuery(SurveyedCompany.whose("user/1"), Order.USER, Optional.empty()),
                            erased,
                            false));
            assertEquals(2, counted.get(), "an erased user is still counted");
        }
    }

    @Test
    void what_failed_is_tried_again_when_it_is_asked_for_again() {
        AtomicInteger tries = new AtomicInteger();
        ListChanges.Counter failing = (served, since, users, progress) -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the disk was away");
            }
            return answer;
        };
        try (ListChanges changes = new ListChanges(failing, LONG)) {
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> changes.require(survey, list("")));
            assertEquals("the disk was away", failure.getMessage());
            assertSame(answer, changes.require(survey, list("")).orElseThrow());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Selection list(String prefix) {
        return survey.select(
                new ListQuery(SurveyedCompany.whose(prefix), Order.USER, Optional.empty()), new BitSet(), false);
    }
}
