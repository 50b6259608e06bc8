package io.perennial.training.churn;

import io.perennial.training.data.Portion;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ChurnMetrics;
import java.util.Arrays;

/** Scores and probabilities for rows by models and calibrators that did not see the row's user. */
public final class CrossFit {

    /** Folds of users for models: each refit costs as much as the model. */
    static final int MODEL_FOLDS = Portion.FOLDS;

    /** Folds of users for calibrators, which cost next to nothing. */
    static final int CALIBRATOR_FOLDS = 5;

    private CrossFit() {}

    /** Log-odds of each row by a model trained on the users of the other folds; all folds at once. */
    static double[] scores(ChurnRecipe recipe, Rows rows, long seed) {
        return rows.outOfFold(rows.folds(MODEL_FOLDS, seed), 1, (fold, rest, out) -> new double[][] {
            recipe.fit(rest.isEmpty() ? rows : rest, seed + fold).logOdds(out)
        })[0];
    }

    /** Calibrated probability of each row by a curve fitted on the users of the other folds. */
    public static double[] probabilities(Calibrator.Kind kind, Rows rows, double[] scores, long seed) {
        int[] folds = rows.folds(CALIBRATOR_FOLDS, seed ^ 0xca11b);
        double[] weights = rows.weights();
        double[] probabilities = new double[scores.length];
        for (int fold = 0; fold < CALIBRATOR_FOLDS; fold++) {
            double[] others = weights.clone();
            for (int i = 0; i < folds.length; i++) {
                others[i] *= folds[i] == fold ? 0 : 1;
            }
            Calibrator curve = Calibrator.fit(kind, scores, rows.churned(), others);
            for (int i = 0; i < folds.length; i++) {
                probabilities[i] = folds[i] == fold ? curve.of(scores[i]) : probabilities[i];
            }
        }
        return probabilities;
    }

    /** The row losses of probabilities. */
    public static double[] losses(Rows rows, double[] probabilities) {
        double[] losses = new double[probabilities.length];
        Arrays.setAll(losses, i -> ChurnMetrics.logLoss(probabilities[i], rows.churned(i)));
        return losses;
    }
}
