package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Shares;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Exponential smoothing of past blocks, before refunds, from a user's first visible block on: purchase occasions a block
 * times spend an occasion, each smoothed with weights that halve every so many blocks. Purchases that come now and then
 * are told apart from their size, as Croston (1972) does; every block counts for the rate, those without purchases too,
 * as Teunter, Syntetos and Babai (2011) have it, so that who stopped buying fades. With one half-life for both it is
 * simple exponential smoothing of spend, its weights made to add up to 1.
 *
 * @param id          its id
 * @param description what it is
 * @param rate        half-life of the rate, blocks
 * @param size        half-life of the size, blocks
 */
record SmoothedPath(String id, String description, double rate, double size) implements TrendPath {

    private static final int STEPS = TrendSequence.STEPS;
    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;
    private static final double[] HALF_LIVES = {1, 2, 3, 4, 6, 9, 12, 24, 96};

    /** Rows beyond these change no half-life of the grid. */
    private static final int MOST_ROWS = 1_500;

    /** Simple smoothing with the half-life that suits rows best. */
    static SmoothedPath simple(BlockRows rows, long seed) {
        return best(
                Arrays.stream(HALF_LIVES)
                        .mapToObj(half -> new SmoothedPath("smoothing", "exponential smoothing", half, half))
                        .toList(),
                rows.atMost(MOST_ROWS, seed));
    }

    /** Smoothing of rate and size, each with the half-life that suits rows best. */
    static SmoothedPath intermittent(BlockRows rows, long seed) {
        List<SmoothedPath> paths = new ArrayList<>();
        for (double rate : HALF_LIVES) {
            for (double size : HALF_LIVES) {
                paths.add(new SmoothedPath(
                        "smoothing_intermittent", "exponential smoothing of rate and size apart", rate, size));
            }
        }
        return best(paths, rows.atMost(MOST_ROWS, seed));
    }

    /** The least squared error pooled over users and coming blocks, each path at the level of the rows. */
    private static SmoothedPath best(List<SmoothedPath> paths, BlockRows rows) {
        double[][] actual = rows.spend();
        double[] weights = rows.rows().weights();
        return paths.stream()
                .min(Comparator.comparingDouble(path -> error(path, rows, actual, weights)))
                .orElseThrow();
    }

    private static double error(SmoothedPath path, BlockRows rows, double[][] actual, double[] weights) {
        double[][] predicted = LevelledPath.of(path, rows).predict(rows, new double[rows.size()]);
        double[] losses = TrendCandidate.losses(predicted, actual);
        return IntStream.range(0, losses.length)
                .mapToDouble(i -> weights[i] * losses[i])
                .sum();
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        int counts = amounts(draft, TrendSequence.OCCASIONS);
        int observed = draft.add(new Select(TrendPath.past(draft), channel(TrendSequence.OBSERVED)));
        int often = ratio(draft, smoothed(draft, counts, rate), smoothed(draft, observed, rate));
        int level = draft.add(new Product(Ints.of(often, basket(draft, size)), Ints.of(0, 0)));
        double[] same = new double[BLOCKS];
        Arrays.fill(same, 1);
        return draft.add(new Dense(level, Doubles.of(same), Doubles.zeros(BLOCKS), Activation.IDENTITY));
    }

    /** The node of smoothed spend an occasion; 1 where there is no purchase in any past block. */
    static int basket(ModelDraft draft, double halfLife) {
        int counts = amounts(draft, TrendSequence.OCCASIONS);
        int spend = amounts(draft, TrendSequence.SPEND);
        return ratio(draft, smoothed(draft, spend, halfLife), smoothed(draft, counts, halfLife));
    }

    private static int amounts(ModelDraft draft, int channel) {
        int logs = draft.add(new Select(TrendPath.past(draft), channel(channel)));
        return draft.add(Dense.apply(logs, STEPS, Activation.SIGNED_EXP));
    }

    private static Ints channel(int channel) {
        return Ints.of(IntStream.range(0, STEPS)
                .map(step -> step * TrendSequence.CHANNELS + channel)
                .toArray());
    }

    private static int smoothed(ModelDraft draft, int blocks, double halfLife) {
        double[] weights = new double[STEPS];
        Arrays.setAll(weights, step -> StrictMath.pow(2, -(STEPS - 1 - step) / halfLife));
        return draft.add(new Linear(blocks, Doubles.of(weights), 0));
    }

    /** One number over another; 1 where the other is 0, which a rate of 0 makes nothing of. */
    private static int ratio(ModelDraft draft, int above, int below) {
        int both = draft.add(new Select(Ints.of(below, above), Ints.of(0, 1)));
        return draft.add(new Select(draft.add(new Shares(both, 1)), Ints.of(1)));
    }
}
