package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The seasonal naive rule: each coming block is like the one twelve blocks, that is 360 days, before it; before refunds.
 *
 * @param margin what one unit of spend counts
 */
record LastYearPath(double margin) implements TrendPath {

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;
    private static final int YEAR = 12;

    @Override
    public String id() {
        return "seasonal_naive";
    }

    @Override
    public String description() {
        return "the same block twelve blocks ago";
    }

    @Override
    public boolean isNaive() {
        return true;
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        int[] spend = IntStream.range(0, BLOCKS)
                .map(block -> TrendSequence.STEPS - YEAR + block)
                .map(step -> step * TrendSequence.CHANNELS + TrendSequence.SPEND)
                .toArray();
        double[] margins = new double[BLOCKS];
        Arrays.fill(margins, margin);
        int logs = draft.add(new Select(TrendPath.past(draft), Ints.of(spend)));
        int amounts = draft.add(Dense.apply(logs, BLOCKS, Activation.SIGNED_EXP));
        return draft.add(LevelledPath.times(amounts, Doubles.of(margins)));
    }
}
