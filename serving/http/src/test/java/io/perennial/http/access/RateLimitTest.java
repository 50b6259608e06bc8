package io.perennial.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.api.Caller;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Role;
import io.perennial.http.config.LimitConfig;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Caller SHOP = new Caller("key:shop", Set.of(Role.SCORE));
    private static final long SECOND = 1_000_000_000L;

    // Starts near overflow: nanoTime may.
    private long now = Long.MAX_VALUE - SECOND;

    private RateLimit limit(int perSecond, int burst) {
        return new RateLimit(
                new LimitConfig(1, 1, perSecond, burst, Duration.ofSeconds(1), Duration.ofSeconds(1)), () -> now);
    }

    private boolean takes(RateLimit limit, Caller caller) {
        try {
            limit.take(caller);
            return true;
        } catch (Problem problem) {
            assertEquals(Problem.Kind.TOO_MANY, problem.kind());
            assertTrue(Integer.parseInt(problem.headers().get("Retry-After")) >= 1);
            return false;
        }
    }

    @Test
    void a_burst_passes_then_the_rate_and_each_caller_has_an_own_bucket() {
        RateLimit limit = limit(10, 5);
        for (int i = 0; i < 5; i++) {
            assertTrue(takes(limit, SHOP), "request " + i);
        }
        assertEquals(false, takes(limit, SHOP));
        assertTrue(takes(limit, new Caller("key:other", Set.of())));
        now += SECOND / 10;
        assertTrue(takes(limit, SHOP));
        assertEquals(false, takes(limit, SHOP));
        now += 60 * SECOND;
        for (int i = 0; i < 5; i++) {
            assertTrue(takes(limit, SHOP), "request " + i + " after a rest");
        }
        assertEquals(false, takes(limit, SHOP));
    }

    @Test
    void over_any_stretch_no_more_passes_than_burst_and_rate_allow() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            RateLimit limit = limit(100, 20);
            long started = now;
            int passed = 0;
            for (int i = 0; i < 2_000; i++) {
                now += random.nextInt((int) (SECOND / 150));
                passed += takes(limit, SHOP) ? 1 : 0;
                double most = 20 + 100.0 * (now - started) / SECOND;
                assertTrue(passed <= most + 1e-6, "seed " + seed + ": " + passed + " of at most " + most);
            }
            assertTrue(passed > 100, "seed " + seed + ": only " + passed + " passed");
        }
    }

    @Test
    void waiting_as_told_is_enough() {
        RateLimit limit = limit(2, 1);
        limit.take(SHOP);
        Problem refused = assertThrows(Problem.class, () -> limit.take(SHOP));
        now += SECOND * Integer.parseInt(refused.headers().get("Retry-After"));
        limit.take(SHOP);
    }
}
