package io.perennial.http.live;

import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Scorer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models that answer together.
 *
 * @param models    churn, then those that follow it
 * @param scorer    what they say
 * @param explainer why they say it; takes long to make, so that no score waits for it
 */
record Answering(List<LoadedModel> models, Scorer scorer, Once<Explainer> explainer) {

    /** These models, their explainer made when somebody asks. */
    static Answering of(Scorer scorer) {
        List<LoadedModel> models = Stream.of(Optional.of(scorer.churn()), scorer.ltv(), scorer.trend())
                .flatMap(Optional::stream)
                .toList();
        return new Answering(models, scorer, new Once<>(() -> new Explainer(scorer)));
    }
}
