package io.perennial.http.ledger;

import java.time.LocalDate;

/**
 * The day a score speaks for.
 *
 * @param asOf       nothing on or after it is seen
 * @param inProgress whether the day before it is not over, so that more may still happen that is seen
 */
public record ScoringDay(LocalDate asOf, boolean inProgress) {}
