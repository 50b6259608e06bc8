package io.perennial.training.learner;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mean of two numbers.
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
    public List<Learned> members() {
        return Stream.concat(learned.members().stream(), other.members().stream())
                .toList();
    }
}
