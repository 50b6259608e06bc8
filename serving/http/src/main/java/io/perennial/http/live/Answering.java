package io.perennial.http.live;

import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.score.Scorer;

/**
 * Models that answer together.
 *
 * @param scorer    what they say
 * @param explainer why they say it
 */
record Answering(Scorer scorer, Explainer explainer) {}
