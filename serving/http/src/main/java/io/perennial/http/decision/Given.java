package io.perennial.http.decision;

import io.perennial.http.answer.Subject;
import io.perennial.http.live.ServingState;
import java.time.Instant;
import java.time.LocalDate;

/**
 * An answer as it leaves the server: what a decision is made of, away from who waits for the answer.
 *
 * @param question what was asked
 * @param subject  the user, by the id that was asked with
 * @param state    what answered
 * @param today    the day by which the age of the features was told
 * @param at       when
 * @param answer   the answer
 */
record Given(Question question, Subject subject, ServingState state, LocalDate today, Instant at, SentAnswer answer) {}
