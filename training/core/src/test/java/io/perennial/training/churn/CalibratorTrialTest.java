package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Isotonic regression and Venn-ABERS against slow and obvious ones. */
final class CalibratorTrialTest {

    @Test
    void violators_are_pooled_and_ties_are_one() {
        ScoreGroups groups = ScoreGroups.of(
                new double[] {3, 1, 2, 2, 4}, new double[] {0, 0, 1, 1, 1}, new double[] {1, 1, 1, 1, 2});
        assertArrayEquals(new double[] {1, 2, 3, 4}, groups.scores());
        assertArrayEquals(new double[] {0, 2 / 3.0, 2 / 3.0, 1}, groups.isotonic(), 1e-15);
    }

    /** The rate at i of the best non-decreasing fit is max over starts of min over ends of the mean between. */
    @Test
    void rates_are_those_of_the_max_min_formula() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 1 + random.nextInt(12);
            double[] outcome = random.doubles(size).map(x -> x < 0.5 ? 1 : 0).toArray();
            double[] weights = random.doubles(size).map(x -> 0.1 + x).toArray();
            double[] score = new double[size];
            Arrays.setAll(score, i -> i);
            double[] rates = ScoreGroups.of(score, outcome, weights).isotonic();
            for (int i = 0; i < size; i++) {
                assertEquals(maxMin(outcome, weights, i), rates[i], 1e-12, "seed " + seed + ", row " + i);
            }
        }
    }

    private static double maxMin(double[] outcome, double[] weights, int at) {
        double most = Double.NEGATIVE_INFINITY;
        for (int start = 0; start <= at; start++) {
            double least = Double.POSITIVE_INFINITY;
            for (int end = at; end < outcome.length; end++) {
                double sum = 0;
                double total = 0;
                for (int i = start; i <= end; i++) {
                    sum += weights[i] * outcome[i];
                    total += weights[i];
                }
                least = Math.min(least, sum / total);
            }
            most = Math.max(most, least);
        }
        return most;
    }

    @Test
    void a_row_more_is_the_fit_of_all_rows_with_it() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 2 + random.nextInt(20);
            double[] score = random.ints(size, 0, 9).asDoubleStream().toArray();
            double[] outcome = random.ints(size, 0, 2).asDoubleStream().toArray();
            double[] ones = new double[size];
            Arrays.fill(ones, 1);
            ScoreGroups whole = ScoreGroups.of(score, outcome, ones);
            double[] none = ones.clone();
            none[size - 1] = 0;
            ScoreGroups grown = ScoreGroups.of(score, outcome, none).with(score[size - 1], outcome[size - 1]);
            assertArrayEquals(whole.scores(), grown.scores(), "seed " + seed);
            assertArrayEquals(whole.isotonic(), grown.isotonic(), 1e-12, "seed " + seed);
        }
    }

    @Test
    void a_row_more_costs_one_block_and_has_the_rate_of_all_rows_with_it() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 1 + random.nextInt(60);
            double[] score = random.ints(size, 0, 40).asDoubleStream().toArray();
            double[] outcome = Arrays.stream(score)
                    .map(s -> random.nextDouble() < 0.2 + s / 70 ? 1 : 0)
                    .toArray();
            double[] weights = random.doubles(size).map(x -> 0.1 + x).toArray();
            ScoreGroups groups = ScoreGroups.of(score, outcome, weights);
            IsotonicBlocks blocks = IsotonicBlocks.of(groups);
            for (double at = -1; at <= 41; at += 0.5) {
                for (int one : new int[] {0, 1}) {
                    ScoreGroups more = groups.with(at, one);
                    assertEquals(
                            more.isotonic()[more.at(at)],
                            blocks.with(at, one),
                            1e-12,
                            "seed " + seed + ", score " + at + ", outcome " + one);
                }
            }
        }
    }

    /** Nine thousand rows, of which each third churned: a thinning that knows only these would say all do. */
    @Test
    void every_row_is_read_however_many_there_are() {
        TrainingSet set = Company.shop(250, 200, 60).set();
        Rows rows = set.labelled().eligibleRows();
        ChurnScore score = new MonotoneRecipe().fit(rows, 1);
        double[] scores = new double[9_000];
        double[] churned = new double[scores.length];
        double[] ones = new double[scores.length];
        Arrays.setAll(scores, i -> i / 1_000.0);
        Arrays.setAll(churned, i -> i % 3 == 0 ? 1 : 0);
        Arrays.fill(ones, 1);
        CalibratorTrial trial = new CalibratorTrial(score, scores, churned, ones, Optional.empty(), 0);
        for (double p : trial.probabilities(rows).get("isotonic")) {
            assertEquals(1 / 3.0, p, 1e-3);
        }
        double[] pair = trial.pairs(rows)[0];
        assertTrue(pair[0] <= 1 / 3.0 && pair[1] - pair[0] < 0.6, Arrays.toString(pair));
    }

    @Test
    void all_four_speak_of_every_row_and_the_pair_of_venn_abers_holds_its_one_number() {
        TrainingSet set = Company.shop(250, 200, 60).set();
        Rows rows = set.labelled().eligibleRows();
        ChurnScore score = new MonotoneRecipe().fit(rows, 1);
        CalibratorTrial trial =
                new CalibratorTrial(score, score.logOdds(rows), rows.churned(), rows.weights(), Optional.empty(), 0);
        Map<String, double[]> said = trial.probabilities(rows);
        assertEquals("[platt, beta, isotonic]", said.keySet().toString());
        said.forEach((id, column) ->
                assertTrue(Arrays.stream(column).allMatch(p -> p > 0 && p < 1), id + " " + Arrays.toString(column)));
        for (double[] pair : trial.pairs(rows)) {
            double merged = CalibratorTrial.merged(pair);
            assertTrue(pair[0] <= merged && merged <= pair[1], Arrays.toString(pair));
        }
    }
}
