package io.perennial.http.decision;

import io.perennial.http.live.ServingState;

/**
 * A score as the log holds it.
 *
 * @param decision what was told and from what
 * @param state    what answered
 */
public record LoggedScore(Decision decision, ServingState state) {}
