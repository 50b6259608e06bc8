package io.perennial.http.protocol;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.serving.ExplainPool;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How long a caller waits, as the header {@value Request#DEADLINE} says: explanations are dropped first, scores never. */
public final class Deadline {

    /** What an answer without its explanations says. */
    public static final String DROPPED = "explanations: the deadline left no time for them";

    private final Optional<Long> endNanos;

    private Deadline(Optional<Long> endNanos) {
        this.endNanos = endNanos;
    }

    /** The deadline of a request, counted from now. */
    public static Deadline of(Request request) {
        return new Deadline(request.header(Request.DEADLINE).map(text -> {
            if (!text.strip().matches("[0-9]{1,6}")) {
                throw Problem.at(
                        Kind.BAD_FIELD,
                        Request.DEADLINE,
                        "header " + Request.DEADLINE + " is '" + Request.shown(text)
                                + "', not a whole number of milliseconds up to 999999");
            }
            return System.nanoTime()
                    + Duration.ofMillis(Long.parseLong(text.strip())).toNanos();
        }));
    }

    /** What explaining gives; empty where the deadline comes first. Without one, having no room is a problem. */
    public <T> Optional<T> explained(ExplainPool pool, Supplier<T> task) {
        return endNanos.isEmpty() ? Optional.of(pool.run(task)) : pool.runUntil(endNanos.get(), task);
    }
}
