package io.perennial.http.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found in the log, and what could not be read while looking.
 *
 * @param decisions  in the order that was asked for
 * @param unreadable lines, and segments as a whole, that could not be read
 * @param since      from when on was looked; empty where nothing older was passed over
 */
public record GivenAnswers(List<Decision> decisions, int unreadable, Optional<Instant> since) {

    public GivenAnswers {
        decisions = List.copyOf(decisions);
    }

    /** The newest of these and of more, one for each user and as-of, at most so many, at least one. */
    public GivenAnswers with(List<Decision> more, int most) {
        Newest all = Newest.ofEachUserAndDay(most);
        all.add(decisions);
        all.add(more);
        return new GivenAnswers(all.decisions(), unreadable, since);
    }
}
