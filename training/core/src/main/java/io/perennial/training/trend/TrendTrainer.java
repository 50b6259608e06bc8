package io.perennial.training.trend;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.publish.Equality;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses how spend runs over the coming six blocks: the value path stands unless a rival beats it with an interval that
 * excludes zero.
 */
public final class TrendTrainer {

    /** Fewer rows than this teach a network nothing. */
    private static final int LEAST_ROWS = 200;

    private final TrainingSet set;
    private final double[] heldOutValue;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * A trainer.
     *
     * @param set          what to learn from
     * @param heldOutValue for each labelled row its value by a model that did not see the user; NaN where none
     * @param seed         equal seeds and rows give equal models
     * @param progress     told what is being done
     */
    public TrendTrainer(TrainingSet set, double[] heldOutValue, long seed, Consumer<String> progress) {
        this.set = set;
        this.heldOutValue = heldOutValue;
        this.seed = seed;
        this.progress = progress;
    }

    /** The model. */
    public TrendModel train() {
        Rows eligible = set.labelled().eligibleRows();
        SeasonalPath path = SeasonalPath.of(set, eligible);
        BlockRows rows = BlockRows.of(set, eligible.where(i -> !Double.isNaN(heldOutValue[eligible.row(i)])));
        progress.accept(
                "trend on " + rows.size() + " rows with " + TrendSequence.STEPS + " past and six closed coming blocks");
        Optional<String> obstacle = obstacle(rows);
        return obstacle.isPresent() ? unlearned(path, obstacle.get()) : judged(path, rows);
    }

    private static Optional<String> obstacle(BlockRows rows) {
        if (rows.size() < LEAST_ROWS) {
            return Optional.of("the log shows " + rows.size() + " eligible users with " + TrendSequence.STEPS
                    + " blocks before and six closed blocks after a snapshot, fewer than " + LEAST_ROWS);
        }
        boolean nothing =
                Arrays.stream(rows.spend()).noneMatch(row -> Arrays.stream(row).sum() > 0);
        return nothing ? Optional.of("nobody spends anything in the coming blocks") : Optional.empty();
    }

    private static TrendModel unlearned(SeasonalPath path, String obstacle) {
        return new TrendModel(
                path.id(),
                path::addTo,
                Optional.empty(),
                new Equality(0, 0),
                List.of(),
                path.closed() + " rows",
                obstacle + ", so the lifetime value is spread by a seasonal index",
                notes(path));
    }

    private static List<String> notes(SeasonalPath path) {
        return List.of(
                path.ofYear()
                        ? "seasonal index of the window one year before the as-of"
                        : "season unseen: the index is of the windows that have closed");
    }

    private TrendModel judged(SeasonalPath path, BlockRows rows) {
        TrendSplit split = TrendSplit.of(rows, seed, LEAST_ROWS);
        progress.accept("trend: lstm learns from " + split.learned().size() + " rows, judged on "
                + split.judged().size());
        LstmPath lstm = LstmPath.fit(split.learned(), BlockNetwork.Options.defaults(), seed);
        List<TrendPath> rivals = List.of(NaivePath.lastYear(margin()), NaivePath.recent(margin()), scaled(lstm));
        Rows judged = split.judged().rows();
        double[] ltv = judged.of(i -> heldOutValue[judged.row(i)]);
        TrendContest contest = new TrendContest(split.judged(), ltv, seed);
        TrendContest.Result result =
                contest.hold(SeasonalPath.of(set, split.learned().rows()), rivals);
        return published(path, rows, split, result);
    }

    private TrendModel published(SeasonalPath path, BlockRows rows, TrendSplit split, TrendContest.Result result) {
        TrendPath winner = result.winner();
        Equality equality = new Equality(0, 0);
        if (winner.id().equals("lstm")) {
            LstmPath refitted = LstmPath.fit(rows, BlockNetwork.Options.defaults(), seed);
            equality = refitted.prove(rows);
            winner = scaled(refitted);
        } else if (winner.id().equals(path.id())) {
            winner = path;
        }
        return new TrendModel(
                winner.id(),
                winner::addTo,
                winner.origin(),
                equality,
                result.candidates(),
                split.described(),
                result.verdict(),
                notes(path));
    }

    private double margin() {
        return set.schema().value().margin();
    }

    /** Where the blocks inside the horizon and the lifetime value speak of the same money, they must agree. */
    private TrendPath scaled(LstmPath lstm) {
        OutcomeWindow window = set.schema().window();
        int inside = window.horizonDays() / TrendSequence.BLOCK_DAYS;
        boolean same = set.schema().context().churn().active().equals(EnumSet.of(EventKind.PURCHASE))
                && window.gapDays() == 0
                && window.horizonDays() % TrendSequence.BLOCK_DAYS == 0
                && inside <= TrendSequence.FUTURE_BLOCKS;
        return same ? new ScaledPath(lstm, inside, set.discount()) : lstm;
    }
}
