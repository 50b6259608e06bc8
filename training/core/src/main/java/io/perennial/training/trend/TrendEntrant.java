package io.perennial.training.trend;

import io.perennial.training.learner.ModelDraft;
import java.util.function.Consumer;

/**
 * A path as it would be served, or a naive rule as it stands, for a back-test.
 *
 * @param id      its id
 * @param isNaive whether it is a naive rule
 * @param nodes   adds its six outputs to a draft
 */
public record TrendEntrant(String id, boolean isNaive, Consumer<ModelDraft> nodes) {

    static TrendEntrant of(TrendPath path, boolean isNaive) {
        return new TrendEntrant(path.id(), isNaive, path::addTo);
    }
}
