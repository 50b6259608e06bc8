package io.perennial.training.trend;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Equality;
import java.util.Optional;

/**
 * The mean of the value path and another: their errors have different causes, so that they partly cancel.
 *
 * @param value the value path
 * @param other the path that follows each user's months
 */
record MeanPath(TrendPath value, TrendPath other) implements TrendPath {

    @Override
    public String id() {
        return id(other.id());
    }

    /** The id of the mean of the value path and another of this id. */
    static String id(String other) {
        return "mean:" + SeasonalPath.ID + "+" + other;
    }

    @Override
    public String description() {
        return "the mean of " + value.description() + " and " + other.description();
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        int both = value.addBlocks(draft);
        return draft.add(new Blend(Ints.of(both, other.addBlocks(draft)), Doubles.of(0.5, 0.5), 0));
    }

    @Override
    public Optional<TrendModel.OriginFile> origin() {
        return other.origin();
    }

    @Override
    public Equality prove(BlockRows rows) {
        return other.prove(rows);
    }
}
