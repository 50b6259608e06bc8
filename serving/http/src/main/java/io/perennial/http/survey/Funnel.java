package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far users got within a period of {@value Activity#DAYS} days: each step is taken by who took those before it too.
 * Steps whose kind the log does not carry are left out.
 *
 * @param now    the period that ends with the as-of, the first step first
 * @param before users of the same steps in the period before; empty where the log does not reach so far
 */
public record Funnel(List<Reached> now, List<Integer> before) {

    public Funnel {
        now = List.copyOf(now);
        before = List.copyOf(before);
    }

    /** A step. */
    public enum Step {
        /** Active at all. */
        ACTIVE(Optional.empty()),
        /** Visited. */
        VISITED(Optional.of(EventKind.VISIT)),
        /** Used a core feature. */
        USED_CORE(Optional.of(EventKind.CORE)),
        /** Bought. */
        BOUGHT(Optional.of(EventKind.PURCHASE)),
        /** Bought on a second day. */
        BOUGHT_AGAIN(Optional.of(EventKind.PURCHASE));

        private final Optional<EventKind> kind;

        Step(Optional<EventKind> kind) {
            this.kind = kind;
        }

        /** What it asks for; empty for any activity. */
        Optional<EventKind> kind() {
            return kind;
        }

        /** On how many days. */
        int days() {
            return this == BOUGHT_AGAIN ? 2 : 1;
        }

        /** The id in words: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many users took a step. */
    public record Reached(Step step, int users) {}

    /** Share of the users of the first step who got so far; NaN where there are none. */
    public double share(int step) {
        int all = now.get(0).users();
        return all == 0 ? Double.NaN : (double) now.get(step).users() / all;
    }
}
