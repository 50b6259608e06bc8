package io.perennial.http.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Problem;
import io.perennial.http.live.ServedPopulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who stands behind a pseudonym is looked up beside the requests, and once. */
class NamedUsersTest {

    private static final int USERS = 20;
    private static final List<String> IDS =
            TinyCompany.ledgers(USERS).stream().map(UserLedger::user).toList();

    @TempDir
    Path root;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final NamedUsers named = new NamedUsers(user -> "k-" + user, waiting::add, Duration.ZERO);

    @Test
    void a_request_is_not_kept_waiting_and_is_answered_once_everybody_was_looked_at() {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            ServedPopulation served = server.server().state().population().orElseThrow();
            Set<String> asked = Set.of("k-" + IDS.get(3), "k-" + IDS.get(7), "k-nobody");
            Problem early = assertThrows(Problem.class, () -> named.of(asked, served));
            assertEquals(Problem.Kind.NOT_READY, early.kind());
            assertEquals("5", early.headers().get("Retry-After"));
            assertThrows(Problem.class, () -> named.of(asked, served));
            assertEquals(1, waiting.size(), "everybody is looked at again while it is done already");
            waiting.poll().run();
            assertEquals(Map.of("k-" + IDS.get(3), IDS.get(3), "k-" + IDS.get(7), IDS.get(7)), named.of(asked, served));
            assertEquals(IDS.get(3), named.of(Set.of("k-" + IDS.get(3)), served).get("k-" + IDS.get(3)));
            assertTrue(waiting.isEmpty(), "everybody is looked at again for who was found");
            for (int more : new int[] {1, 2, 1}) {
                assertEquals(
                        IDS.get(3),
                        named.of(Set.of("k-" + IDS.get(3), "k-" + IDS.get(more)), served)
                                .get("k-" + IDS.get(3)),
                        "those known are kept back for one who is not");
            }
            assertEquals(1, waiting.size(), "a look that runs is not let end before the next begins");
            waiting.poll().run();
            assertEquals(IDS.get(7), named.of(Set.of("k-" + IDS.get(2)), served).get("k-" + IDS.get(7)));
            assertEquals(1, waiting.size(), "one who was asked for during a look is looked for after it");
            waiting.poll().run();
            assertEquals(IDS.get(1), named.of(Set.of("k-" + IDS.get(1)), served).get("k-" + IDS.get(1)));
            assertEquals(IDS.get(7), named.of(asked, served).get("k-" + IDS.get(7)));
            assertTrue(waiting.isEmpty(), "two who ask in turn undo each other's work");
        }
    }
}
