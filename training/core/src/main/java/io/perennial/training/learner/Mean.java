package io.perennial.training.learner;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import java.util.Optional;

/**
 * The mean of two numbers; what is proven equal to a library is the first.
 *
 * @param learned a learned number
 * @param other   another in the same unit
 */
public record Mean(Learned learned, Learned other) implements Learned {

    @Override
    public int addTo(ModelDraft draft) {
        int one = learned.addTo(draft);
        return draft.add(new Blend(Ints.of(one, other.addTo(draft)), Doubles.of(0.5, 0.5), 0));
    }

    @Override
    public Optional<Origin> origin() {
        return learned.origin();
    }

    @Override
    public Learned proven() {
        return learned.proven();
    }
}
