package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Equality;
import java.util.Arrays;
import java.util.Optional;

/**
 * A path whose blocks are each multiplied by a factor that makes predicted and actual totals of some rows equal. A path
 * that follows each user knows nothing of how many leave and of the season to come; totals do.
 *
 * @param path    the path whose shape is kept
 * @param factors one for each coming block, not negative
 */
record LevelledPath(TrendPath path, Doubles factors) implements TrendPath {

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;

    /** A path that reads no lifetime value, at the level of rows. */
    static LevelledPath of(TrendPath path, BlockRows rows) {
        double[] predicted = totals(path.predict(rows, new double[rows.size()]), rows);
        double[] actual = totals(rows.spend(), rows);
        double[] factors = new double[BLOCKS];
        Arrays.setAll(factors, block -> predicted[block] > 0 ? actual[block] / predicted[block] : 1);
        return new LevelledPath(path, Doubles.of(factors));
    }

    private static double[] totals(double[][] blocks, BlockRows rows) {
        double[] weights = rows.rows().weights();
        double[] totals = new double[BLOCKS];
        for (int i = 0; i < blocks.length; i++) {
            for (int block = 0; block < BLOCKS; block++) {
                totals[block] += weights[i] * blocks[i][block];
            }
        }
        return totals;
    }

    /** The node of a vector of six, each number times its factor. */
    static Dense times(int node, Doubles factors) {
        double[] diagonal = new double[BLOCKS * BLOCKS];
        for (int block = 0; block < BLOCKS; block++) {
            diagonal[block * BLOCKS + block] = factors.get(block);
        }
        return new Dense(node, Doubles.of(diagonal), Doubles.zeros(BLOCKS), Activation.IDENTITY);
    }

    @Override
    public String id() {
        return path.id();
    }

    @Override
    public String description() {
        return path.description();
    }

    @Override
    public boolean isNaive() {
        return path.isNaive();
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        return draft.add(times(path.addBlocks(draft), factors));
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
