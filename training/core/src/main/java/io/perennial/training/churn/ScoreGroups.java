package io.perennial.training.churn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Weighted outcomes of rows by distinct score, ascending: what isotonic regression works on.
 *
 * @param scores   distinct, ascending
 * @param outcomes weighted number of outcomes at each
 * @param totals   weight at each, positive
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of numbers, never compared.
record ScoreGroups(double[] scores, double[] outcomes, double[] totals) {

    static ScoreGroups of(double[] score, double[] outcome, double[] weights) {
        int[] order = IntStream.range(0, score.length)
                .filter(i -> weights[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> score[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scores = new double[order.length];
        double[] outcomes = new double[order.length];
        double[] totals = new double[order.length];
        int size = 0;
        for (int i : order) {
            size += size > 0 && scores[size - 1] == score[i] ? 0 : 1;
            scores[size - 1] = score[i];
            outcomes[size - 1] += weights[i] * outcome[i];
            totals[size - 1] += weights[i];
        }
        return new ScoreGroups(Arrays.copyOf(scores, size), Arrays.copyOf(outcomes, size), Arrays.copyOf(totals, size));
    }

    /** The number of the last group whose score is not above one, 0 where all are. */
    int at(double score) {
        int found = Arrays.binarySearch(scores, score);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }

    /** The same with one more row of weight 1. */
    ScoreGroups with(double score, double outcome) {
        int found = Arrays.binarySearch(scores, score);
        ScoreGroups more =
                found >= 0 ? new ScoreGroups(scores, outcomes.clone(), totals.clone()) : gapAt(-found - 1, score);
        int at = more.at(score);
        more.outcomes[at] += outcome;
        more.totals[at] += 1;
        return more;
    }

    private ScoreGroups gapAt(int at, double score) {
        double[] wider = inserted(scores, at);
        wider[at] = score;
        return new ScoreGroups(wider, inserted(outcomes, at), inserted(totals, at));
    }

    private static double[] inserted(double[] column, int at) {
        double[] wider = new double[column.length + 1];
        System.arraycopy(column, 0, wider, 0, at);
        System.arraycopy(column, at, wider, at + 1, column.length - at);
        return wider;
    }

    /**
     * The non-decreasing rates that lie nearest to the outcomes in squares, by group: pooling adjacent violators (Ayer,
     * Brunk, Ewing, Reid and Silverman, 1955).
     */
    double[] isotonic() {
        double[] outcome = new double[scores.length];
        double[] total = new double[scores.length];
        int[] end = new int[scores.length];
        int blocks = 0;
        for (int i = 0; i < scores.length; i++) {
            outcome[blocks] = outcomes[i];
            total[blocks] = totals[i];
            end[blocks++] = i + 1;
            while (blocks > 1 && outcome[blocks - 2] * total[blocks - 1] >= outcome[blocks - 1] * total[blocks - 2]) {
                blocks--;
                outcome[blocks - 1] += outcome[blocks];
                total[blocks - 1] += total[blocks];
                end[blocks - 1] = end[blocks];
            }
        }
        double[] rates = new double[scores.length];
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(rates, block == 0 ? 0 : end[block - 1], end[block], outcome[block] / total[block]);
        }
        return rates;
    }
}
