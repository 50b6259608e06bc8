package io.perennial.training.table;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.LogisticFit;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The log-odds of two members, weighted and added: stacking (Wolpert 1992) with the weights a logistic regression finds
 * on rows that no member learned from.
 *
 * @param members what is pooled, log-odds each
 * @param weights a weight each, above 0
 */
record Pool(List<Learned> members, Doubles weights) implements Learned {

    private static final int FOLDS = 5;

    @Override
    public int addTo(ModelDraft draft) {
        int[] nodes = members.stream().mapToInt(member -> member.addTo(draft)).toArray();
        return draft.add(new Blend(Ints.of(nodes), weights, 0));
    }

    /** The weights of two scores; one of them below 0 where the scores do not belong together. */
    static double[] weights(double[] left, double[] right, Rows rows) {
        return fit(left, right, rows.churned(), rows.weights()).slopes();
    }

    private static LogisticFit fit(double[] left, double[] right, double[] churned, double[] weights) {
        return LogisticFit.of(new double[][] {left, right}, churned, weights);
    }

    /** The probability of each row by weights that other rows gave. */
    static double[] outOfFold(double[] left, double[] right, Rows rows, long seed) {
        int[] folds = rows.folds(FOLDS, seed ^ 0x9001);
        double[] probabilities = new double[left.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            double[] weights = IntStream.range(0, folds.length)
                    .mapToDouble(i -> folds[i] == held ? 0 : 1)
                    .toArray();
            LogisticFit fit = fit(left, right, rows.churned(), weights);
            for (int i = 0; i < folds.length; i++) {
                if (folds[i] == held) {
                    double logOdds = fit.slopes()[0] * left[i] + fit.slopes()[1] * right[i] + fit.intercept();
                    probabilities[i] = LogisticFit.sigmoid(logOdds);
                }
            }
        }
        return probabilities;
    }

    /** The pooled log-odds of each row. */
    static double[] pooled(double[] left, double[] right, double[] weights) {
        double[] pooled = new double[left.length];
        Arrays.setAll(pooled, i -> weights[0] * left[i] + weights[1] * right[i]);
        return pooled;
    }
}
