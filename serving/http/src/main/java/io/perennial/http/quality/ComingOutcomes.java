package io.perennial.http.quality;

import java.time.LocalDate;
import java.util.Optional;

/**
 * When the outcome of one more score can be told.
 *
 * @param next      from when on; empty where none is open, or none is kept as long as that
 * @param tooLittle what the log would have to keep; empty where it keeps enough, or nobody knows yet
 */
public record ComingOutcomes(Optional<NextOutcome> next, Optional<TooLittle> tooLittle) {

    /** Nothing is open. */
    static final ComingOutcomes NONE = new ComingOutcomes(Optional.empty(), Optional.empty());

    /**
     * From when on one more outcome can be told.
     *
     * @param day      the day
     * @param isToCome whether it comes by itself, because live events are seen up to today; else a newer population, or live
     *                 events, have to reach it
     */
    public record NextOutcome(LocalDate day, boolean isToCome) {}

    /**
     * The log is deleted before outcomes are known.
     *
     * @param keptDays   days after which it deletes a score, if as much is told as up to now
     * @param neededDays days from an as-of until its outcome is known
     */
    public record TooLittle(long keptDays, int neededDays) {}
}
