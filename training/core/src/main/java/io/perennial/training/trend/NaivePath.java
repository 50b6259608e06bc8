package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A rule on past blocks alone, before refunds: each coming block is the mean of some of them.
 *
 * @param id          its id
 * @param description what it is
 * @param weights     for each coming block the weight of each past one, oldest first
 */
record NaivePath(String id, String description, List<Doubles> weights) implements TrendPath {

    private static final int PAST = TrendSequence.STEPS;
    private static final int FUTURE = TrendSequence.FUTURE_BLOCKS;
    private static final int YEAR = 12;

    /** The same block a year (twelve blocks) ago, at the margin of one unit of spend. */
    static NaivePath lastYear(double margin) {
        return new NaivePath("seasonal_naive", "the same block twelve blocks ago", weights(block -> {
            double[] past = new double[PAST];
            past[PAST - YEAR + block] = margin;
            return past;
        }));
    }

    /** The mean of the last six blocks for each coming one, at the margin of one unit of spend. */
    static NaivePath recent(double margin) {
        return new NaivePath("recent_mean", "the mean of the last six blocks", weights(block -> {
            double[] past = new double[PAST];
            Arrays.fill(past, PAST - FUTURE, PAST, margin / FUTURE);
            return past;
        }));
    }

    private static List<Doubles> weights(IntFunction<double[]> ofBlock) {
        return IntStream.range(0, FUTURE)
                .mapToObj(block -> Doubles.of(ofBlock.apply(block)))
                .toList();
    }

    @Override
    public void addTo(ModelDraft draft) {
        int[] spend = IntStream.range(0, PAST)
                .map(step -> step * TrendSequence.CHANNELS + TrendSequence.SPEND)
                .toArray();
        int logs = draft.add(new Select(TrendPath.past(draft), Ints.of(spend)));
        int blocks = draft.add(Dense.apply(logs, PAST, Activation.SIGNED_EXP));
        for (int block = 0; block < FUTURE; block++) {
            draft.output(TrendModel.output(block), draft.add(new Linear(blocks, weights.get(block), 0)));
        }
    }
}
