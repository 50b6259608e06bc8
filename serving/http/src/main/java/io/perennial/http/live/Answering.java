package io.perennial.http.live;

import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.score.Scorer;

/**
 * Models that answer together.
 *
 * @param scorer    what they say
 * @param explainer why they say it; takes long to make, so that no score waits for it
 */
record Answering(Scorer scorer, Once<Explainer> explainer) {

    /** These models, their explainer made when somebody asks. */
    static Answering of(Scorer scorer) {
        return new Answering(scorer, new Once<>(() -> new Explainer(scorer)));
    }
}
