package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.TrainingSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that stands against the value path, in training and in back-tests alike. */
final class TrendRecipes {

    private static final String SMOOTHING = "smoothing";
    private static final String INTERMITTENT = "smoothing_intermittent";
    private static final String LSTM = "lstm";

    private final Map<String, TrendPath> known = new HashMap<>();
    private final TrainingSet set;
    private final long seed;

    TrendRecipes(TrainingSet set, long seed) {
        this.set = set;
        this.seed = seed;
    }

    /** The rivals of the value path, always in this order: naive rules first, so that what is learned must beat them too. */
    List<TrendRecipe> rivals() {
        LabelledSnapshots data = set.labelled();
        double margin = set.schema().value().margin();
        return List.of(
                rule(PacePath.zero(data), false),
                rule(PacePath.lastPeriod(data, margin), false),
                rule(PacePath.recent(data, margin), false),
                rule(new LastYearPath(margin), true),
                learned(SMOOTHING),
                learned(INTERMITTENT),
                learned(LSTM),
                mean(SMOOTHING),
                mean(LSTM));
    }

    private static TrendRecipe rule(TrendPath rule, boolean readsPast) {
        return new TrendRecipe(rule.id(), rule.isNaive(), readsPast, (rows, day) -> rule);
    }

    private TrendRecipe learned(String id) {
        return new TrendRecipe(id, false, true, (rows, day) -> once(id, rows, day));
    }

    private TrendRecipe mean(String id) {
        return new TrendRecipe(
                MeanPath.id(id),
                false,
                true,
                (rows, day) -> new MeanPath(SeasonalPath.of(set, rows.rows(), day), once(id, rows, day)));
    }

    /** A network is learned once, though two paths are made of it. */
    private TrendPath once(String id, BlockRows rows, int day) {
        return known.computeIfAbsent(id + " " + day + " " + rows.size(), unseen -> levelled(path(id, rows), rows, day));
    }

    private TrendPath path(String id, BlockRows rows) {
        return switch (id) {
            case SMOOTHING -> SmoothedPath.simple(rows, seed);
            case INTERMITTENT -> SmoothedPath.intermittent(rows, seed);
            default -> LstmPath.fit(rows, BlockNetwork.Options.defaults(), seed);
        };
    }

    private TrendPath levelled(TrendPath path, BlockRows rows, int day) {
        return LevelledPath.of(
                path, new BlockRows(TrendSeason.of(set, rows.rows(), day).rows(), rows.value()));
    }

    /**
     * The path of a rival as it may be served: a rule at the level of what came, like what is learned; and where blocks and
     * lifetime value speak of the same money, they must agree.
     *
     * @param rows what to learn from
     * @param day  the day it will speak for, epoch day
     */
    TrendPath served(TrendRecipe rival, BlockRows rows, int day) {
        TrendPath path = rival.learner().learn(rows, day);
        TrendPath level = rival.isNaive() ? levelled(path, rows, day) : path;
        return mustAgree() ? new ScaledPath(level, blocksInside(), set.discount()) : level;
    }

    /** Whether a rival can be served; nothing can't be scaled to a value. */
    boolean canServe(TrendRecipe rival) {
        return !(mustAgree() && rival.id().equals(PacePath.ZERO));
    }

    private boolean mustAgree() {
        OutcomeWindow window = set.schema().window();
        return set.schema().context().churn().isPurchaseOnly()
                && window.gapDays() == 0
                && window.horizonDays() % TrendSequence.BLOCK_DAYS == 0
                && blocksInside() <= TrendSequence.FUTURE_BLOCKS;
    }

    private int blocksInside() {
        return set.schema().window().horizonDays() / TrendSequence.BLOCK_DAYS;
    }
}
