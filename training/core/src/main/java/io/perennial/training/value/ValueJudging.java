package io.perennial.training.value;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.scaled;
import static io.perennial.training.evaluation.Totals.times;

import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.evaluation.PoissonDeviance;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.evaluation.SliceJudge;
import io.perennial.training.evaluation.Statistics;
import io.perennial.training.evaluation.ValueMetrics;
import io.perennial.training.learner.Learned;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Learns, levels and judges value recipes on one split of rows, each as it would be published: multiplied by the
 * chance of being retained that the churn model gave without having seen the user. What decides is the Poisson deviance,
 * whose best prediction is the mean as that of the squared error is, and which a few large amounts do not decide, since
 * it grows with the error and not with its square.
 *
 * @param split which rows are for what
 * @param set   what money is worth
 * @param churn the churn model in front
 * @param seed  everything drawn depends on it alone
 */
record ValueJudging(Split split, TrainingSet set, ChurnModel churn, long seed) {

    private static final double LEAST_SHARE = 0.01;

    /** Folds of users for levels, which cost next to nothing. */
    private static final int LEVEL_FOLDS = 5;

    /**
     * One candidate judged.
     *
     * @param chosenBy what it says of the rows of choice, at the level of these rows
     * @param reported what it says of the reported rows, at a level that their users did not set
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    record Judged(ValueRecipe recipe, boolean asItStands, double[] chosenBy, double[] reported) {}

    /** A rule of thumb without the churn model in front and without a level. */
    Judged asItStands(NaiveValue rule) {
        return new Judged(
                rule, true, inUnits(rule.asItStands(split.choose())), inUnits(rule.asItStands(split.report())));
    }

    /** Spend as features show it, in the unit of value: margin and discount applied. */
    private double[] inUnits(double[] spend) {
        return scaled(spend, set.valuePerMajor());
    }

    /** Learns and levels one recipe. */
    Judged judge(ValueRecipe recipe) {
        ValueFits fits = new ValueFits(set, seed);
        if (!split.temporal()) {
            double[] both = times(stay(split.choose()), fits.outOfFold(recipe, split.learn()));
            return new Judged(recipe, false, scaled(both, levelOf(both)), atLevelOfOthers(both));
        }
        Learned learned = fits.fit(recipe, split.learn());
        double[] choose = times(stay(split.choose()), learned.predict(split.choose()));
        double[] report = times(stay(split.report()), learned.predict(split.report()));
        double level = levelOf(choose);
        return new Judged(recipe, false, scaled(choose, level), scaled(report, level));
    }

    private double[] stay(Rows rows) {
        return rows.of(i -> 1 - churn.backtested()[rows.row(i)]);
    }

    private double levelOf(double[] chosenBy) {
        return level(chosenBy, set.values(split.choose()), split.choose().weights());
    }

    /** Each row at the level that the users of the other folds show: at its own, every total would be right. */
    private double[] atLevelOfOthers(double[] predicted) {
        Rows rows = split.choose();
        int[] folds = rows.folds(LEVEL_FOLDS, seed ^ 0x1e7e1);
        return rows.outOfFold(folds, 1, (fold, rest, out) -> {
            double level = level(rows.pick(predicted, rest), set.values(rest), rest.weights());
            return new double[][] {scaled(rows.pick(predicted, out), level)};
        })[0];
    }

    /** The judged one with the smallest deviance on the rows of choice; empty where none is of the sort. */
    Optional<Judged> best(List<Judged> judged, boolean naive, boolean anyForm) {
        return judged.stream()
                .filter(one -> one.recipe().isNaive() == naive && (anyForm || !one.asItStands()))
                .min(Comparator.comparingDouble(this::chosenDeviance));
    }

    private double chosenDeviance(Judged one) {
        return meanDeviance(split.choose(), one.chosenBy());
    }

    /** What decides, on the reported rows. */
    double reportedDeviance(Judged one) {
        return meanDeviance(split.report(), one.reported());
    }

    private double meanDeviance(Rows rows, double[] predicted) {
        double[] losses = deviance(rows, predicted);
        return Statistics.mean(losses.length, i -> losses[i]).of(rows.weights());
    }

    /** Whether a candidate beats all naive rules: it is ahead of the floor, and errs no more than the one that errs least. */
    boolean beats(Judged one, Judged floor, List<Judged> judged) {
        return isAhead(one, floor) && gap(one, leastError(judged)).low() <= 0;
    }

    /** Whether the deviance of a candidate lies below that of the floor with its whole interval. */
    boolean isAhead(Judged one, Judged floor) {
        return bootstrap(split.choose())
                .difference(deviance(split.choose(), one.chosenBy()), deviance(split.choose(), floor.chosenBy()))
                .isBelowZero();
    }

    /** The naive rule with the least squared error. */
    Judged leastError(List<Judged> judged) {
        return judged.stream()
                .filter(other -> other.recipe().isNaive())
                .min(Comparator.comparingDouble(
                        other -> metrics(split.choose(), other.chosenBy()).rmse()))
                .orElseThrow();
    }

    /** The figures of a judged candidate against the best naive rule. */
    ValueCandidate candidate(Judged one, Judged floor) {
        return new ValueCandidate(
                one.recipe().id(),
                one.recipe().isNaive(),
                one.asItStands(),
                one.recipe().description(),
                "",
                metrics(split.choose(), one.chosenBy()),
                reported(one),
                bootstrap(split.report()).mean(squares(split.report(), one.reported())),
                gap(one, floor),
                gap(split.report(), one.reported(), floor.reported()));
    }

    /** Squared error of a candidate less that of the floor, on the rows of choice. */
    ClusterBootstrap.Interval gap(Judged one, Judged floor) {
        return gap(split.choose(), one.chosenBy(), floor.chosenBy());
    }

    private ClusterBootstrap.Interval gap(Rows rows, double[] one, double[] floor) {
        return bootstrap(rows).difference(squares(rows, one), squares(rows, floor));
    }

    /** Deviance of the mean of two candidates less that of the first, on the rows of choice, each at its total. */
    ClusterBootstrap.Interval gapOfMean(Judged one, Judged other) {
        double[] mean = new double[one.chosenBy().length];
        Arrays.setAll(mean, i -> (one.chosenBy()[i] + other.chosenBy()[i]) / 2);
        return bootstrap(split.choose())
                .difference(
                        deviance(split.choose(), scaled(mean, levelOf(mean))),
                        deviance(split.choose(), scaled(one.chosenBy(), levelOf(one.chosenBy()))));
    }

    private ClusterBootstrap bootstrap(Rows rows) {
        return new ClusterBootstrap(rows.users(), rows.weights(), seed);
    }

    /** Nobody is foretold less than a hundredth of the mean: a rule that says nothing is wrong, not infinitely so. */
    private double[] deviance(Rows rows, double[] predicted) {
        double[] came = set.values(rows);
        double least = LEAST_SHARE * Arrays.stream(came).average().orElse(0);
        return PoissonDeviance.of(
                Arrays.stream(predicted).map(one -> Math.max(least, one)).toArray(), came);
    }

    /** Deciles of what was predicted on the reported rows. */
    List<Decile> deciles(Judged one) {
        return Decile.of(
                one.reported(), set.values(split.report()), split.report().weights());
    }

    /** Figures of what was predicted on the reported rows, part by part, against the best naive rule. */
    List<SliceFigures> slices(Judged one, Judged floor) {
        return new SliceJudge(split.report(), set.schema().context(), seed)
                .ofAmounts(one.reported(), set.values(split.report()), floor.reported());
    }

    /** Coverage on users that the interval was not learned from: another period, or another half of the users. */
    ValueInterval.Coverage coverage(Judged one) {
        if (split.temporal()) {
            return interval(one)
                    .coverage(
                            one.reported(),
                            set.values(split.report()),
                            split.report().weights());
        }
        Rows rows = split.choose();
        int[] half = rows.folds(2, seed ^ 0xc0ffee);
        Rows first = rows.where(i -> half[i] == 0);
        Rows second = rows.where(i -> half[i] == 1);
        return ValueInterval.of(rows.pick(one.chosenBy(), first), set.values(first), first.weights())
                .coverage(rows.pick(one.chosenBy(), second), set.values(second), second.weights());
    }

    /** The interval that the rows of choice teach. */
    ValueInterval interval(Judged one) {
        return ValueInterval.of(
                one.chosenBy(), set.values(split.choose()), split.choose().weights());
    }

    /** The median that the rows of choice teach. */
    ValueMedian median(Judged one) {
        double[] stay = stay(split.choose());
        double[] ifRetained = split.choose().of(i -> one.chosenBy()[i] / stay[i]);
        return ValueMedian.of(
                stay, ifRetained, set.values(split.choose()), split.choose().weights());
    }

    /** The figures of a judged candidate on the reported rows. */
    ValueMetrics reported(Judged one) {
        return metrics(split.report(), one.reported());
    }

    private ValueMetrics metrics(Rows rows, double[] predicted) {
        return ValueMetrics.of(predicted, set.values(rows), rows.weights());
    }

    private double[] squares(Rows rows, double[] predicted) {
        return rows.of(i -> {
            double error = predicted[i] - set.value(rows, i);
            return error * error;
        });
    }
}
