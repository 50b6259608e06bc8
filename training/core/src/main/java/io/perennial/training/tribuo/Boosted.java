package io.perennial.training.tribuo;

import io.perennial.scoring.graph.Trees;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Optional;

/**
 * A number that boosted trees add up to.
 *
 * @param trees   reading the feature vector
 * @param library what trained them
 */
public record Boosted(Trees trees, Learned.Origin library) implements Learned {

    @Override
    public int addTo(ModelDraft draft) {
        return draft.add(new Trees(
                draft.features(),
                trees.forest(),
                trees.comparison(),
                trees.precision(),
                trees.base(),
                trees.combine()));
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(library);
    }
}
