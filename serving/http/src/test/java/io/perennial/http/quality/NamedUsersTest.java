package io.perennial.http.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyCompany.Batch;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.quality.NamedUsers.Named;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who stands behind a pseudonym is looked up beside the requests, and once. */
class NamedUsersTest {

    private static final int USERS = 20;
    private static final List<String> IDS =
            TinyCompany.ledgers(USERS).stream().map(UserLedger::user).toList();

    @TempDir
    Path root;

    private final AtomicLong now = new AtomicLong(1);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final NamedUsers named = new NamedUsers(user -> "k-" + user, waiting::add, now::get);

    @Test
    void nobody_waits_and_who_was_found_is_told_while_others_are_looked_for() {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            ServedPopulation served = server.server().state().population().orElseThrow();
            Set<String> asked = Set.of(key(3), key(7), "k-nobody");
            assertEquals(new Named(Map.of(), Search.RUNNING), named.of(asked, served));
            assertEquals(new Named(Map.of(), Search.RUNNING), named.of(asked, served));
            assertEquals(1, waiting.size(), "everybody is looked at again while it is done already");
            waiting.poll().run();
            Map<String, String> found = Map.of(key(3), IDS.get(3), key(7), IDS.get(7));
            assertEquals(new Named(found, Search.DONE), named.of(asked, served));
            assertEquals(new Named(found, Search.DONE), named.of(Set.of(key(3)), served));
            assertTrue(waiting.isEmpty(), "everybody is looked at again for who was found");
            for (int more : new int[] {1, 2, 1}) {
                assertEquals(
                        new Named(found, Search.RUNNING),
                        named.of(Set.of(key(3), key(more)), served),
                        "those known are kept back for one who is not, or are taken for all");
            }
            assertEquals(1, waiting.size(), "a look that runs is not let end before the next begins");
            waiting.poll().run();
            assertEquals(Search.RUNNING, named.of(Set.of(key(2)), served).search());
            assertEquals(1, waiting.size(), "one who was asked for during a look is looked for after it");
            waiting.poll().run();
            Named all = named.of(Set.of(key(1), key(2), key(3)), served);
            assertEquals(Search.DONE, all.search());
            assertEquals(Set.of(key(1), key(2), key(3), key(7)), all.users().keySet());
            assertTrue(waiting.isEmpty(), "two who ask in turn undo each other's work");
        }
    }

    private static String key(int user) {
        return "k-" + IDS.get(user);
    }

    @Test
    void who_was_merged_into_another_is_found_under_the_former_name() {
        TinyCompany.publishModels(Registry.at(root));
        try (RunningServer server = RunningServer.over(Registry.at(root))) {
            TinyCompany.publishPopulation(
                    Registry.at(root),
                    server.server().state().requireScorer(),
                    root.resolve("bundle"),
                    new Batch(TinyCompany.AS_OF, "data", TinyCompany.ledgers(USERS), Map.of("device-1", IDS.get(3))));
            server.server().refresh();
            ServedPopulation served = server.server().state().population().orElseThrow();
            Set<String> asked = Set.of("k-device-1", "k-device-2");
            named.of(asked, served);
            waiting.remove().run();
            assertEquals(new Named(Map.of("k-device-1", IDS.get(3)), Search.DONE), named.of(asked, served));
        }
    }

    @Test
    void a_look_that_fails_is_told_and_begun_again_half_a_minute_later() {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            ServedPopulation served = server.server().state().population().orElseThrow();
            AtomicBoolean isBroken = new AtomicBoolean(true);
            AtomicInteger looks = new AtomicInteger();
            NamedUsers failing = new NamedUsers(
                    user -> {
                        if (isBroken.get()) {
                            throw new IllegalStateException("broken for the test");
                        }
                        return user;
                    },
                    look -> {
                        looks.incrementAndGet();
                        look.run();
                    },
                    now::get);
            Set<String> asked = Set.of(IDS.get(3));
            for (int i = 0; i < 5; i++) {
                assertEquals(new Named(Map.of(), Search.FAILED), failing.of(asked, served));
            }
            assertEquals(1, looks.get(), "everybody is looked at again for each request");
            isBroken.set(false);
            now.addAndGet(NamedUsers.PAUSE.toNanos() - 1);
            assertEquals(Search.FAILED, failing.of(asked, served).search());
            now.incrementAndGet();
            assertEquals(Search.RUNNING, failing.of(asked, served).search());
            assertEquals(new Named(Map.of(IDS.get(3), IDS.get(3)), Search.DONE), failing.of(asked, served));
            assertEquals(2, looks.get());
        }
    }
}
