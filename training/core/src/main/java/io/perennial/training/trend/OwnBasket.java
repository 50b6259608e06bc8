package io.perennial.training.trend;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Served;

/**
 * The log of what a user spends an occasion, smoothed over the past: the way around the network for the scale of a user.
 * A hidden state lies between -1 and 1, so that without it the amounts of the few largest users would be cut off.
 */
final class OwnBasket {

    /** Baskets are a trait: they are remembered nearly evenly. */
    private static final double HALF_LIFE = 12;

    private OwnBasket() {}

    /** Adds its node to a draft. */
    static int add(ModelDraft draft) {
        return draft.add(Dense.apply(SmoothedPath.basket(draft, HALF_LIFE), 1, Activation.SIGNED_LOG));
    }

    /** That of each row. */
    static double[] of(BlockRows rows) {
        return Served.of(draft -> draft.output("own", add(draft)), rows.rows(), new double[0])
                .column("own");
    }
}
