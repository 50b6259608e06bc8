package io.perennial.training.value;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.scaled;

import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.PoissonDeviance;
import io.perennial.training.learner.FamilyByDay;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseFits;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Chooses a way to expected purchases by its Poisson deviance, a proper score of a mean, on rows it did not learn from.
 * A learned way must beat the NBD family with its whole paired interval, and the blend both single models; else the
 * simpler one stays.
 *
 * @param set     what to learn from
 * @param churn   the churn model in front
 * @param fits    the NBD family
 * @param implied occasions that staying implies
 * @param seed    everything drawn depends on it alone
 */
record PurchaseContest(TrainingSet set, ChurnModel churn, PurchaseFits fits, int implied, long seed) {

    /** The way chosen, and a sentence that says so. */
    record Choice(PurchaseWay way, String note) {}

    private static final int FOLDS = 3;

    /** The way that is left where the family says nothing. */
    static Choice withoutFamily() {
        return new Choice(PurchaseWay.STAYING, "expected purchases: " + PurchaseWay.STAYING.description());
    }

    Choice choose(Rows rows) {
        if (LearnedValue.TWEEDIE.obstacle(ValueFits.retained(rows)).isPresent()) {
            return new Choice(PurchaseWay.FAMILY, "expected purchases: " + PurchaseWay.FAMILY.description());
        }
        Split split = Split.of(rows, set.plan().rung());
        Rows on = split.choose();
        Expected expected = split.temporal() ? expected(split.learn(), on) : crossFitted(on);
        double[] ratio = levelled(on, expected.ratio());
        double[] staying = levelled(on, expected.staying());
        double[] mean = new double[ratio.length];
        Arrays.setAll(mean, i -> (ratio[i] + staying[i]) / 2);
        Map<PurchaseWay, double[]> losses = new EnumMap<>(PurchaseWay.class);
        losses.put(PurchaseWay.FAMILY, deviance(on, levelled(on, expected.family())));
        losses.put(PurchaseWay.STAYING, deviance(on, staying));
        losses.put(PurchaseWay.BLEND, deviance(on, mean));
        return choice(on, losses);
    }

    private Choice choice(Rows rows, Map<PurchaseWay, double[]> losses) {
        ClusterBootstrap bootstrap = new ClusterBootstrap(rows.users(), rows.weights(), seed);
        PurchaseWay single = beats(bootstrap, losses, PurchaseWay.STAYING, PurchaseWay.FAMILY)
                ? PurchaseWay.STAYING
                : PurchaseWay.FAMILY;
        boolean blended = beats(bootstrap, losses, PurchaseWay.BLEND, PurchaseWay.STAYING)
                && beats(bootstrap, losses, PurchaseWay.BLEND, PurchaseWay.FAMILY);
        PurchaseWay chosen = blended ? PurchaseWay.BLEND : single;
        String verdict = "expected purchases: " + chosen.description();
        if (chosen == PurchaseWay.FAMILY) {
            return new Choice(chosen, verdict + ", which nothing learned beats beyond chance");
        }
        return new Choice(
                chosen,
                verdict + belowFamily(bootstrap.difference(losses.get(chosen), losses.get(PurchaseWay.FAMILY))));
    }

    /** By how much a deviance lies below that of the family, one clause. */
    static String belowFamily(ClusterBootstrap.Interval gap) {
        return String.format(
                Locale.ROOT,
                "; deviance below that of the NBD family by %.4f (90 %% interval %.4f to %.4f)",
                -gap.estimate(),
                -gap.high(),
                -gap.low());
    }

    private static boolean beats(
            ClusterBootstrap bootstrap, Map<PurchaseWay, double[]> losses, PurchaseWay one, PurchaseWay other) {
        return bootstrap.difference(losses.get(one), losses.get(other)).isBelowZero();
    }

    /**
     * The plain mean of all learned ways where a rate was carried.
     *
     * @param expected of each row, without having seen its user, at the total of what came
     * @param gap      its Poisson deviance less that of the NBD family
     */
    @SuppressWarnings("ArrayRecordComponent") // A column over rows, never compared.
    record MeanOfAll(double[] expected, ClusterBootstrap.Interval gap) {}

    /**
     * The mean of all learned ways; empty where there are too few users to tell.
     *
     * @param rate what a carried rate expects of each labelled row, without having seen its user
     */
    Optional<MeanOfAll> meanOfAll(Rows rows, double[] rate) {
        if (LearnedValue.TWEEDIE.obstacle(ValueFits.retained(rows)).isPresent()) {
            return Optional.empty();
        }
        Expected expected = crossFitted(rows);
        double[] carried = levelled(rows, rows.of(i -> rate[rows.row(i)]));
        double[] ratio = levelled(rows, expected.ratio());
        double[] staying = levelled(rows, expected.staying());
        double[] mean = new double[carried.length];
        Arrays.setAll(mean, i -> (carried[i] + ratio[i] + staying[i]) / 3);
        return Optional.of(new MeanOfAll(
                mean,
                new ClusterBootstrap(rows.users(), rows.weights(), seed)
                        .difference(deviance(rows, mean), deviance(rows, levelled(rows, expected.family())))));
    }

    /** What a way expects of each row without having seen its user, at the total of what came. */
    double[] heldOut(PurchaseWay way, Rows rows) {
        double[] stay = rows.of(i -> 1 - churn.heldOut()[rows.row(i)]);
        Optional<double[]> direct = way.direct(
                () -> outOfFold(rows, (learn, out) -> direct(way, learn).predict(out)));
        Optional<double[]> staying = way.beyond(() -> {
            double[] beyond = outOfFold(rows, (learn, out) -> PurchaseWay.beyond(learn, implied, seed)
                    .predict(out.features()));
            return rows.of(i -> stay[i] * (implied + beyond[i]));
        });
        return Stream.of(direct, staying)
                .flatMap(Optional::stream)
                .map(one -> levelled(rows, one))
                .reduce((one, other) -> rows.of(i -> (one[i] + other[i]) / 2))
                .orElseThrow();
    }

    /**
     * The median of occasions of rows, learned from them.
     *
     * @param expected of each row without having seen its user, at the total of what came
     */
    PurchaseMedian median(Rows rows, double[] expected) {
        // As served they are never fewer than staying implies; of some rows staying is not known, and nothing is
        // implied.
        double[] least = rows.of(i -> implied * (1 - churn.heldOut()[rows.row(i)]));
        double[] served = rows.of(i -> least[i] > expected[i] ? least[i] : expected[i]);
        return PurchaseMedian.of(served, rows.of(rows::occasions), rows.weights());
    }

    private double[] outOfFold(Rows rows, BiFunction<Rows, Rows, double[]> learner) {
        return rows.outOfFold(rows.folds(FOLDS, seed), 1, (fold, rest, out) ->
                new double[][] {learner.apply(rest.isEmpty() ? rows : rest, out)})[0];
    }

    /** What some rows may expect by models that did not learn from them. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    private record Expected(double[] family, double[] ratio, double[] staying) {}

    private Learned direct(PurchaseWay way, Rows learn) {
        return PurchaseWay.direct(way, learn, family(), family(), seed);
    }

    private Learned family() {
        return new FamilyByDay(fits, one -> one.expected(set.plan().learned()));
    }

    private Expected expected(Rows learn, Rows rows) {
        Learned ratio = direct(PurchaseWay.BLEND, learn);
        double[] beyond = PurchaseWay.beyond(learn, implied, seed).predict(rows.features());
        return new Expected(
                family().predict(rows),
                ratio.predict(rows),
                rows.of(i -> (1 - churn.backtested()[rows.row(i)]) * (implied + beyond[i])));
    }

    private Expected crossFitted(Rows rows) {
        double[][] all = rows.outOfFold(rows.folds(FOLDS, seed), 3, (fold, rest, out) -> {
            Expected part = expected(rest.isEmpty() ? rows : rest, out);
            return new double[][] {part.family(), part.ratio(), part.staying()};
        });
        return new Expected(all[0], all[1], all[2]);
    }

    /** Expectations brought to the total of what came. */
    static double[] levelled(Rows rows, double[] expected) {
        return scaled(expected, level(expected, rows.of(rows::occasions), rows.weights()));
    }

    private static double[] deviance(Rows rows, double[] expected) {
        return PoissonDeviance.of(expected, rows.of(rows::occasions));
    }
}
