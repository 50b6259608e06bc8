package io.perennial.http.decision;

import java.util.List;

/**
 * What was found in the log, and what could not be read while looking.
 *
 * @param decisions  in the order that was asked for
 * @param unreadable lines, and segments as a whole, that could not be read
 */
public record GivenAnswers(List<Decision> decisions, int unreadable) {

    public GivenAnswers {
        decisions = List.copyOf(decisions);
    }
}
