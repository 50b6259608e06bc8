package io.perennial.http.live;

import io.perennial.http.api.NotReady;
import io.perennial.http.api.Problem;
import java.util.Optional;

/**
 * Why not everything that is published answers.
 *
 * @param cause  what programs may rely on; empty where waiting helps
 * @param reason one sentence
 */
record Unready(Optional<NotReady> cause, String reason) {

    /** Nothing was read yet. */
    static final Unready UNREAD = new Unready(Optional.empty(), "the registry was not read yet");

    /** Nothing was promoted. */
    static final Unready UNPROMOTED = new Unready(
            Optional.of(NotReady.NO_CHAMPION),
            "no churn model is champion; train one, or run: perennial models promote churn VERSION");

    /** A version that should answer may not. */
    static Unready of(Refusal refusal) {
        return new Unready(Optional.of(NotReady.REFUSED), refusal.reason());
    }

    /** The problem that nothing answers for it; it says when to come back only where that helps. */
    Problem problem() {
        return problem(reason);
    }

    /** The same in other words. */
    Problem problem(String detail) {
        return cause.map(known -> known.problem(detail))
                .orElseGet(() -> Problem.of(Problem.Kind.NOT_READY, detail).with("Retry-After", "2"));
    }
}
