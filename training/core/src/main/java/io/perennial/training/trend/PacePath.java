package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;

/**
 * The naive rule that spend goes on at the pace of a recent window, before refunds. It reads one feature, so it needs no
 * long history.
 *
 * @param id          its id
 * @param description what it is
 * @param column      column of the spend of the window; missing counts as nothing spent
 * @param perBlock    what one unit spent in it makes a block, not negative
 */
record PacePath(String id, String description, int column, double perBlock) implements TrendPath {

    static final String ZERO = "zero";

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;

    /** Nobody spends anything. */
    static PacePath zero(LabelledSnapshots data) {
        return new PacePath(ZERO, "no spend at all", data.column("spend_28"), 0);
    }

    /** The pace of the last four weeks, at the margin of one unit of spend. */
    static PacePath lastPeriod(LabelledSnapshots data, double margin) {
        return of("last_period", "the pace of the last four weeks", data, 28, margin);
    }

    /** The mean of the last six blocks, at the margin of one unit of spend. */
    static PacePath recent(LabelledSnapshots data, double margin) {
        return of("recent_mean", "the mean of the last six blocks", data, 180, margin);
    }

    private static PacePath of(String id, String description, LabelledSnapshots data, int days, double margin) {
        return new PacePath(id, description, data.column("spend_" + days), margin * TrendSequence.BLOCK_DAYS / days);
    }

    @Override
    public boolean isNaive() {
        return true;
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        int spend = draft.add(new Select(draft.features(), Ints.of(column)));
        int known = draft.add(new Impute(spend, Doubles.of(0), Ints.of()));
        double[] weights = new double[BLOCKS];
        Arrays.fill(weights, perBlock);
        return draft.add(new Dense(known, Doubles.of(weights), Doubles.zeros(BLOCKS), Activation.IDENTITY));
    }
}
