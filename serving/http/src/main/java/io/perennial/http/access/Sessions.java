package io.perennial.http.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has signed in on a page: a random id for the browser, the key for the gate, which checks it anew each time. Kept in
 * memory: a restart signs everybody out. Safe for many threads.
 */
final class Sessions {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofHours(12);

    private record Session(String key, Instant until) {}

    private final Clock clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** Opens a session of a key; the oldest gives way where there are too many. */
    synchronized String open(String key) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (sessions.size() >= MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        sessions.put(id, new Session(key, clock.instant().plus(LONGEST)));
        return id;
    }

    /** The key of a session, or empty where there is none, or it is over. */
    synchronized Optional<String> key(String id) {
        Session session = sessions.get(id);
        if (session != null && !clock.instant().isBefore(session.until())) {
            sessions.remove(id);
            return Optional.empty();
        }
        return Optional.ofNullable(session).map(Session::key);
    }

    synchronized void close(String id) {
        sessions.remove(id);
    }
}
