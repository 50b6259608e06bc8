package io.perennial.training.rate;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.scaled;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Quantile;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.PoissonDeviance;
import io.perennial.training.learner.FamilyByDay;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseFits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a ratio to the NBD family is worth its noise, by the Poisson deviance on users it did not learn from: a line
 * must beat the family, and line and trees together the line, each with its whole interval.
 */
final class RatioContest {

    /**
     * What was chosen.
     *
     * @param logRatio logarithm of the ratio to multiply a user's rate by; empty where the family stands alone
     * @param heldOut  where there is a ratio, for each labelled row the occasions expected in the learned window by models
     *                 that did not see its user; else of length 0
     * @param note     which and why, one clause
     */
    @SuppressWarnings("ArrayRecordComponent") // A column over the labelled rows, never compared.
    record Choice(Optional<Learned> logRatio, double[] heldOut, String note) {

        /** The family alone. */
        static Choice family(String note) {
            return new Choice(Optional.empty(), new double[0], note);
        }
    }

    private static final int FOLDS = 3;
    private static final int LEAST_USERS = 50;

    /**
     * Share of a logarithm that is carried on. What sets a user apart in one window is part habit, part a mood that
     * passes: over windows three times as long as those learned from, of all of CDNOW's first four and a half months
     * and of tenths of its users, the deviance was lowest at about this share.
     */
    private static final double LASTING = 0.75;

    /** Nobody is believed to buy more than so many times as often as the family says, or as rarely. */
    private static final double MOST = 5;

    private final Rows rows;
    private final TrainingSet set;
    private final PurchaseFits fits;
    private final long seed;

    RatioContest(Rows rows, TrainingSet set, PurchaseFits fits, long seed) {
        this.rows = rows;
        this.set = set;
        this.fits = fits;
        this.seed = seed;
    }

    static Choice choose(TrainingSet set, PurchaseFits fits, long seed) {
        Rows rows = set.labelled().eligibleRows();
        if (rows.userCount() < LEAST_USERS || !PurchaseRatio.isLearnable(rows)) {
            return Choice.family("expected purchases: the NBD family, too few users to learn more from");
        }
        return new RatioContest(rows, set, fits, seed).choose();
    }

    private Choice choose() {
        double[][] expected = rows.outOfFold(rows.folds(FOLDS, seed), 3, (fold, rest, out) -> expected(rest, out));
        double[] family = expected[0];
        double[] line = expected[1];
        double[] both = expected[2];
        ClusterBootstrap bootstrap = new ClusterBootstrap(rows.users(), rows.weights(), seed);
        Interval overFamily = bootstrap.difference(deviance(line), deviance(family));
        if (!overFamily.isBelowZero()) {
            return Choice.family("expected purchases: the NBD family, which nothing learned beats beyond chance");
        }
        boolean trees = bootstrap.difference(deviance(both), deviance(line)).isBelowZero();
        Interval gap = trees ? bootstrap.difference(deviance(both), deviance(family)) : overFamily;
        Ratios ratios = ratios(rows);
        return new Choice(
                Optional.of(trees ? ratios.both() : ratios.line()),
                rows.spread(trees ? both : line),
                String.format(
                        Locale.ROOT,
                        "expected purchases: the NBD family times a ratio learned by a line%s; deviance below that of"
                                + " the family by %.4f (90 %% interval %.4f to %.4f)",
                        trees ? " and by boosted trees" : "",
                        -gap.estimate(),
                        -gap.high(),
                        -gap.low()));
    }

    /** Occasions by the family, by the line and by both, as learned from other users; none where they teach nothing. */
    double[][] expected(Rows rest, Rows out) {
        if (!PurchaseRatio.isLearnable(rest)) {
            return new double[3][out.size()];
        }
        Ratios ratios = ratios(rest);
        double[] family = ratios.family().predict(out);
        return new double[][] {family, times(family, ratios.line(), out), times(family, ratios.both(), out)};
    }

    private static double[] times(double[] family, Learned logRatio, Rows out) {
        double[] logs = logRatio.predict(out.features());
        Arrays.setAll(logs, i -> family[i] * StrictMath.exp(logs[i]));
        return logs;
    }

    /** The family over the learned window, and the logarithms of ratios to it. */
    private record Ratios(Learned family, Learned byLine, Learned byTrees) {

        Learned line() {
            return lasting(List.of(byLine));
        }

        Learned both() {
            return lasting(List.of(byLine, byTrees));
        }
    }

    private Ratios ratios(Rows learn) {
        Learned family =
                new FamilyByDay(fits, process -> process.expected(set.plan().learned()));
        return new Ratios(
                family, PurchaseRatio.logByLine(learn, family, seed), PurchaseRatio.logByTrees(learn, family, seed));
    }

    /** The lasting share of the mean of logarithms, within what is believed. */
    private static Learned lasting(List<Learned> logarithms) {
        double[] shares = new double[logarithms.size()];
        Arrays.fill(shares, LASTING / shares.length);
        double most = StrictMath.log(MOST);
        return (ModelDraft draft) -> {
            List<Integer> nodes =
                    logarithms.stream().map(one -> one.addTo(draft)).toList();
            int mean = draft.add(new Blend(Ints.of(nodes), Doubles.of(shares), 0));
            return draft.add(new Quantile(mean, Doubles.of(-most, most), Doubles.of(-most, most)));
        };
    }

    private double[] deviance(double[] expected) {
        double[] actual = rows.of(rows::occasions);
        return PoissonDeviance.of(scaled(expected, level(expected, actual, rows.weights())), actual);
    }
}
