package io.perennial.http.access;

import io.perennial.http.api.Caller;
import io.perennial.scoring.file.FileStamp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens that were verified a short while ago, by their SHA-256, so that not every request pays for a signature. None
 * is taken past its end without being verified anew, none that was refused is kept, and no token can be read from what
 * is. For any number of threads.
 */
final class KnownTokens {

    static final int MOST = 4_096;
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final TokenCheck check;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Caller caller, Instant until) {}

    /** Tokens by a check. */
    KnownTokens(TokenCheck check, Clock clock) {
        this.check = check;
        this.clock = clock;
    }

    /** Who a token speaks of, or the problem of one that can't be trusted. */
    Caller caller(String token) {
        String name = name(token);
        Instant now = clock.instant();
        return find(name, now).orElseGet(() -> {
            TokenCheck.Verified verified = check.verify(token);
            remember(name, verified, now);
            return verified.caller();
        });
    }

    /** The same of a token that was verified a short while ago; empty of any other. */
    Optional<Caller> atHand(String token) {
        return find(name(token), clock.instant());
    }

    private Optional<Caller> find(String name, Instant now) {
        return Optional.ofNullable(known.get(name))
                .filter(before -> now.isBefore(before.until()))
                .map(Known::caller);
    }

    private static String name(String token) {
        return new String(
                FileStamp.newDigest().digest(token.getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);
    }

    private void remember(String name, TokenCheck.Verified verified, Instant now) {
        if (known.size() >= MOST) {
            known.values().removeIf(one -> !now.isBefore(one.until()));
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        Instant latest = now.plus(LONGEST);
        known.put(name, new Known(verified.caller(), verified.end().isBefore(latest) ? verified.end() : latest));
    }

    /** How many are kept. */
    int size() {
        return known.size();
    }
}
