package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.model.Outputs;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Served;
import io.perennial.training.publish.Equality;
import java.util.Optional;

/** One way of foretelling the six coming blocks, ready to be published: it is judged in its published form. */
interface TrendPath {

    /** The id of its family. */
    String id();

    /** What it is, in words. */
    String description();

    /** Whether it is a rule that learned nothing. */
    default boolean isNaive() {
        return false;
    }

    /** Adds the node of the six expected amounts to a draft, none negative. */
    int addBlocks(ModelDraft draft);

    /** What the library that trained it keeps, if a library is behind it. */
    default Optional<TrendModel.OriginFile> origin() {
        return Optional.empty();
    }

    /** Proof that the published form says what that library says; of no rows where none is behind it. */
    default Equality prove(BlockRows rows) {
        return new Equality(0, 0);
    }

    /** Adds the six outputs to a draft and gives the node they are read from. */
    default int addTo(ModelDraft draft) {
        int blocks = addBlocks(draft);
        for (int block = 0; block < TrendSequence.FUTURE_BLOCKS; block++) {
            draft.output(Outputs.trend(block + 1), draft.add(new Select(blocks, Ints.of(block))));
        }
        return blocks;
    }

    /**
     * What it says of rows.
     *
     * @param ltv the lifetime value of each row, read by paths that spread it
     */
    default double[][] predict(BlockRows rows, double[] ltv) {
        Served served = Served.of(this::addTo, rows.rows(), ltv);
        double[][] predicted = new double[rows.size()][TrendSequence.FUTURE_BLOCKS];
        for (int block = 0; block < TrendSequence.FUTURE_BLOCKS; block++) {
            double[] column = served.column(Outputs.trend(block + 1));
            for (int i = 0; i < predicted.length; i++) {
                predicted[i][block] = column[i];
            }
        }
        return predicted;
    }

    /** The node of the flattened past. */
    static int past(ModelDraft draft) {
        return draft.input(Input.Source.SEQUENCE, TrendSequence.STEPS * TrendSequence.CHANNELS);
    }
}
