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

/**
 * The log-odds of two members, weighted and added: stacking (Wolpert 1992) with the weights a logistic regression finds
 * on rows that no member learned from.
 *
 * @param members what is pooled, log-odds each
 * @param weights a weight each, above 0
 */
record Pool(List<Learned> members, Doubles weights) implements Learned {

    @Override
    public int addTo(ModelDraft draft) {
        int[] nodes = members.stream().mapToInt(member -> member.addTo(draft)).toArray();
        return draft.add(new Blend(Ints.of(nodes), weights, 0));
    }

    /** The weights of two scores; one of them below 0 where the scores do not belong together. */
    static double[] weights(double[] left, double[] right, Rows rows) {
        return LogisticFit.of(new double[][] {left, right}, rows.churned(), rows.weights())
                .slopes();
    }

    /** The pooled log-odds of each row. */
    static double[] pooled(double[] left, double[] right, double[] weights) {
        double[] pooled = new double[left.length];
        Arrays.setAll(pooled, i -> weights[0] * left[i] + weights[1] * right[i]);
        return pooled;
    }
}
