package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Input;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;

/**
 * The lifetime value spread over six blocks by a seasonal index: what share of the value of the outcome window fell
 * into each block, counted over users whose blocks are closed. Where no gap parts the outcome window from the as-of, blocks
 * that lie inside the horizon add up to the value without discount.
 *
 * @param shares  each block's expected spend for one unit of value, not negative
 * @param closed  rows the index was counted on; 0 where it is flat
 * @param ofYear  whether they are of the window one year before the as-of, so that the season is the coming one
 */
record SeasonalPath(Doubles shares, int closed, boolean ofYear) implements TrendPath {

    static final String ID = "ltv_path";

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;

    /**
     * Counts the index over rows whose blocks are closed; of the season to come where it was seen.
     *
     * @param day the day it will speak for, epoch day
     */
    static SeasonalPath of(TrainingSet set, Rows rows, int day) {
        TrendSeason season = TrendSeason.of(set, BlockRows.closed(rows), day);
        Rows counted = season.rows();
        double horizon = set.plan().served().horizonDays();
        double[] shares = new double[BLOCKS];
        Arrays.fill(shares, TrendSequence.BLOCK_DAYS / horizon);
        double value = total(counted);
        boolean known = counted.size() >= TrendSeason.LEAST_ROWS
                && value > 0
                && set.plan().isServedWindowClosed();
        if (known) {
            Arrays.setAll(shares, block -> blockTotal(counted, block) / value);
        }
        return new SeasonalPath(
                Doubles.of(undiscounted(coherent(shares, set.plan().served()), set.discount())),
                known ? counted.size() : 0,
                known && season.ofYear());
    }

    /**
     * Scales the blocks that lie wholly inside the horizon so that they hold its share of the value. They hold what was
     * counted where the horizon is longer than all blocks, since that need not be in proportion to their days, and where a
     * gap parts them from the window of the value: who may leave spends more before it.
     */
    private static double[] coherent(double[] shares, OutcomeWindow window) {
        double horizon = window.horizonDays();
        if (window.gapDays() > 0 || horizon > BLOCKS * TrendSequence.BLOCK_DAYS) {
            return shares;
        }
        int inside = (int) Math.min(BLOCKS, Math.floor(horizon / TrendSequence.BLOCK_DAYS));
        double held = Arrays.stream(shares, 0, inside).sum();
        double due = inside * TrendSequence.BLOCK_DAYS / horizon;
        double factor = held > 0 ? due / held : 1;
        return Arrays.stream(shares).map(share -> share * factor).toArray();
    }

    private static double[] undiscounted(double[] shares, double discount) {
        return Arrays.stream(shares).map(share -> share / discount).toArray();
    }

    private static double total(Rows rows) {
        double[] weights = rows.weights();
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += weights[i] * rows.valueMinor(i);
        }
        return sum;
    }

    private static double blockTotal(Rows rows, int block) {
        double[] weights = rows.weights();
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += weights[i] * Math.max(0, rows.data().blocksMinor()[rows.row(i)][block]);
        }
        return sum;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return closed > 0
                ? "the lifetime value spread by a seasonal index"
                : "the lifetime value spread evenly over days, since no index could be counted";
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        int ltv = draft.input(Input.Source.UPSTREAM, TrendModel.UPSTREAM_WIDTH);
        return draft.add(new Dense(ltv, shares, Doubles.zeros(BLOCKS), Activation.IDENTITY));
    }
}
