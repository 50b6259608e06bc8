package io.perennial.http.access;

import io.perennial.http.api.Caller;
import java.time.Instant;

/** Tells whom a token speaks of, by its signature and claims. */
interface TokenCheck {

    /**
     * Who may ask by a token.
     *
     * @param caller whom it speaks of
     * @param end    when it ends
     */
    record Verified(Caller caller, Instant end) {}

    /**
     * Verifies a token, which takes longer than most answers do.
     *
     * @throws io.perennial.http.api.Problem 401 of one that can't be trusted
     */
    Verified verify(String token);
}
