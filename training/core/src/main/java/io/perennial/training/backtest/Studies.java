package io.perennial.training.backtest;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Feature;
import io.perennial.training.backtest.Family.Kind;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TestPeriod;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a churn model owes to its inputs: the same recipe learned again without one dimension at a time, and from fewer
 * users, on the same past day.
 */
final class Studies {

    /** The recipe studied. */
    static final String RECIPE = "xgboost";

    /** What it is called when nothing is taken from it. */
    static final String WHOLE = "all";

    private static final int PARTS = 8;
    private static final int[] LEARNED_FROM = {1, 2, 4};

    private final TestPeriod period;
    private final long seed;
    private final Consumer<String> progress;

    Studies(TestPeriod period, long seed, Consumer<String> progress) {
        this.period = period;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * What the recipe says of the cases when learned whole, without each dimension, and from an eighth, a quarter and a
     * half of the users; what can't be learned is left out, and dimensions where no window of the served length has closed.
     *
     * @param cases churn cases of the day
     */
    Cases study(Cases cases) {
        TrainingSet set = period.set();
        int silence = period.actual().column("silence_days");
        Rows rows = period.actual().where(row -> !Double.isNaN(period.actual().features()[row][silence]));
        List<Family> families = new ArrayList<>();
        said(WHOLE, set, rows.features()).ifPresent(families::add);
        for (Dimension dimension : hideable(set)) {
            said(
                            "without:" + dimension.id(),
                            without(set, dimension),
                            without(rows.features(), columns(set, dimension)))
                    .ifPresent(families::add);
        }
        for (int parts : LEARNED_FROM) {
            TrainingSet fewer = new TrainingSet(set.schema(), set.plan(), fewer(set.labelled(), parts), set.current());
            said("users:" + parts + "/" + PARTS, fewer, rows.features()).ifPresent(families::add);
        }
        return new Cases(Target.CHURN, cases.people(), cases.actual(), families);
    }

    /** Where no window of the served length has closed, none: the level is the NBD family's, which reads some of them. */
    private static List<Dimension> hideable(TrainingSet set) {
        return set.plan().isServedWindowClosed() ? List.of(Dimension.values()) : List.of();
    }

    private Optional<Family> said(String id, TrainingSet set, double[][] features) {
        progress.accept("study " + id);
        return new ChurnTrainer(set, seed, what -> {})
                .entrant(RECIPE)
                .map(entrant ->
                        Family.of(id, Kind.LEARNED, entrant.probability().predict(features)));
    }

    /** Hidden from what learns alone: how far the level is trusted is no input of a model. */
    static TrainingSet without(TrainingSet set, Dimension dimension) {
        boolean[] hidden = columns(set, dimension);
        return new TrainingSet(
                set.schema(),
                set.plan(),
                without(set.labelled(), hidden),
                without(set.current(), hidden),
                set.labelled());
    }

    private static boolean[] columns(TrainingSet set, Dimension dimension) {
        List<Feature> features = set.schema().features();
        boolean[] hidden = new boolean[features.size()];
        IntStream.range(0, hidden.length)
                .forEach(i -> hidden[i] = features.get(i).dimension() == dimension);
        return hidden;
    }

    private static double[][] without(double[][] features, boolean[] hidden) {
        return Arrays.stream(features)
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(i -> hidden[i] ? Double.NaN : row[i])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static LabelledSnapshots without(LabelledSnapshots rows, boolean[] hidden) {
        return new LabelledSnapshots(
                rows.featureIds(),
                rows.users(),
                rows.asOfs(),
                rows.roles(),
                rows.eligible(),
                without(rows.features(), hidden),
                rows.sequences(),
                rows.active(),
                rows.occasions(),
                rows.valueMinor(),
                rows.blocksMinor(),
                rows.firstActiveDays(),
                rows.horizonsMinor());
    }

    /** Users outside the part are taken for not eligible, so that nothing is learned from them. */
    private LabelledSnapshots fewer(LabelledSnapshots rows, int parts) {
        boolean[] eligible = new boolean[rows.size()];
        for (int i = 0; i < eligible.length; i++) {
            eligible[i] = rows.eligible()[i] && UserFold.of(rows.users().get(i), PARTS, seed) < parts;
        }
        return new LabelledSnapshots(
                rows.featureIds(),
                rows.users(),
                rows.asOfs(),
                rows.roles(),
                eligible,
                rows.features(),
                rows.sequences(),
                rows.active(),
                rows.occasions(),
                rows.valueMinor(),
                rows.blocksMinor(),
                rows.firstActiveDays(),
                rows.horizonsMinor());
    }
}
