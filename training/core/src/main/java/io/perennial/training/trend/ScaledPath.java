package io.perennial.training.trend;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Shares;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Equality;
import java.util.Optional;

/**
 * A path scaled so that the blocks inside the horizon hold the lifetime value without discount. Used where
 * purchases alone count as activity, gap is 0 and blocks fill the horizon: there the two speak of the same money.
 *
 * @param path     the path whose shape is kept
 * @param inside   blocks inside the horizon
 * @param discount what one unit in the middle of the horizon is worth on the as-of
 */
record ScaledPath(TrendPath path, int inside, double discount) implements TrendPath {

    @Override
    public String id() {
        return path.id();
    }

    @Override
    public String description() {
        return path.description() + ", scaled to the lifetime value";
    }

    @Override
    public boolean isNaive() {
        return path.isNaive();
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        int ltv = draft.input(Input.Source.UPSTREAM, TrendModel.UPSTREAM_WIDTH);
        int undiscounted = draft.add(new Linear(ltv, Doubles.of(1 / discount), 0));
        int shares = draft.add(new Shares(path.addBlocks(draft), inside));
        return draft.add(new Product(Ints.of(shares, undiscounted), Ints.of(0, 0)));
    }

    @Override
    public Optional<TrendModel.OriginFile> origin() {
        return path.origin();
    }

    @Override
    public Equality prove(BlockRows rows) {
        return path.prove(rows);
    }
}
