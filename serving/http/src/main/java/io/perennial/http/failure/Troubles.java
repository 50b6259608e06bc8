package io.perennial.http.failure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says in a log what goes wrong again and again: each trouble once, then once a minute with how often it came. A full
 * disk refuses a thousand requests a second, and must not be filled by lines that say so. For any number of threads.
 */
public final class Troubles {

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    /** Those beyond so many at a time share one line a minute. */
    private static final int TOLD_APART = 8;

    private final Logger log;
    private final LongSupplier nanos;
    private final Map<String, Times> said = new HashMap<>();

    /** Those that are not told apart; null before the first of them. */
    private Times others;

    /** How often something came since it was said. */
    private static final class Times {
        private final long until;
        private long more;

        Times(long until) {
            this.until = until;
        }

        boolean isQuiet(long now) {
            return now - until < 0;
        }
    }

    /** Troubles said in a log. */
    public Troubles(Logger log) {
        this(log, System::nanoTime);
    }

    /** The same by another clock. */
    Troubles(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /**
     * Something went wrong.
     *
     * @param trouble what is the same each time
     * @param line    what is said of it, where it is said
     */
    public void tell(String trouble, String line) {
        line(trouble, line).ifPresent(log::warn);
    }

    /** What is to be said now; empty where the same was said less than a minute ago. */
    synchronized Optional<String> line(String trouble, String line) {
        long now = nanos.getAsLong();
        Times same = said.get(trouble);
        said.values().removeIf(times -> now - times.until >= QUIET);
        boolean isToldApart = same != null || said.size() < TOLD_APART;
        Times before = isToldApart ? same : others;
        if (before != null && before.isQuiet(now)) {
            before.more++;
            return Optional.empty();
        }
        Times next = new Times(now + QUIET);
        if (isToldApart) {
            said.put(trouble, next);
        } else {
            others = next;
        }
        return Optional.of(
                before == null || before.more == 0
                        ? line
                        : line + " (and " + before.more + (isToldApart ? " times before)" : " others before)"));
    }
}
