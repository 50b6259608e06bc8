package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.evaluation.ClusterBootstrap;
import java.util.Arrays;

/**
 * Learns, calibrates and judges churn recipes on one split of rows.
 *
 * @param split which rows are for what
 */
record Judging(Split split) {

    /** One candidate judged, with what the choice and the value model need of it. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    record Judged(
            ChurnRecipe recipe,
            Calibrator.Kind kind,
            double[] scores,
            double[] chosenBy,
            double[] reported,
            double[] losses) {}

    /** Learns, calibrates and scores one recipe. */
    Judged judge(ChurnRecipe recipe, long seed) {
        return split.temporal() ? temporally(recipe, seed) : crossFitted(recipe, seed);
    }

    private Judged temporally(ChurnRecipe recipe, long seed) {
        ChurnScore score = recipe.fit(split.learn(), seed);
        double[] scores = score.logOdds(split.choose());
        Calibrator.Kind kind = kind(split.choose(), scores, seed);
        double[] chosenBy = CrossFit.probabilities(kind, split.choose(), scores, seed);
        Calibrator curve = Calibrator.fit(
                kind, scores, split.choose().churned(), split.choose().weights());
        double[] reported =
                Arrays.stream(score.logOdds(split.report())).map(curve::of).toArray();
        return new Judged(recipe, kind, scores, chosenBy, reported, CrossFit.losses(split.choose(), chosenBy));
    }

    private Judged crossFitted(ChurnRecipe recipe, long seed) {
        double[] scores = CrossFit.scores(recipe, split.learn(), seed);
        Calibrator.Kind kind = kind(split.choose(), scores, seed);
        double[] probabilities = CrossFit.probabilities(kind, split.choose(), scores, seed);
        return new Judged(
                recipe, kind, scores, probabilities, probabilities, CrossFit.losses(split.choose(), probabilities));
    }

    /** Beta calibration where it is better on users it did not see, else Platt. */
    static Calibrator.Kind kind(Rows rows, double[] scores, long seed) {
        double platt = mean(rows, CrossFit.probabilities(Calibrator.Kind.PLATT, rows, scores, seed));
        double beta = mean(rows, CrossFit.probabilities(Calibrator.Kind.BETA, rows, scores, seed));
        return beta < platt ? Calibrator.Kind.BETA : Calibrator.Kind.PLATT;
    }

    private static double mean(Rows rows, double[] probabilities) {
        return metrics(probabilities, rows).logLoss();
    }

    private static ChurnMetrics metrics(double[] probabilities, Rows rows) {
        return ChurnMetrics.of(probabilities, rows.churned(), rows.weights());
    }

    /** The figures of a judged candidate against the best naive rule. */
    Candidate candidate(Judged judged, Judged floor, long seed) {
        int[] folds = split.temporal()
                ? new int[judged.scores().length]
                : split.choose().folds(CrossFit.MODEL_FOLDS, seed);
        ChurnMetrics selection = metrics(judged.chosenBy(), split.choose()).crossFitted(judged.scores(), folds);
        double[] losses = CrossFit.losses(split.report(), judged.reported());
        ClusterBootstrap reported =
                new ClusterBootstrap(split.report().users(), split.report().weights(), seed);
        return new Candidate(
                judged.recipe().id(),
                judged.recipe().isNaive(),
                judged.recipe().description(),
                "",
                selection,
                split.temporal() ? metrics(judged.reported(), split.report()) : selection,
                reported.mean(losses),
                gap(judged, floor, seed),
                reported.difference(losses, CrossFit.losses(split.report(), floor.reported())));
    }

    /** Log loss of a candidate less that of the floor, on the rows of choice. */
    ClusterBootstrap.Interval gap(Judged judged, Judged floor, long seed) {
        return new ClusterBootstrap(split.choose().users(), split.choose().weights(), seed)
                .difference(judged.losses(), floor.losses());
    }
}
