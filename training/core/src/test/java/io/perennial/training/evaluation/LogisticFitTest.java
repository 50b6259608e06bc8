package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.graph.Activation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A logistic regression finds its top wherever its inputs lie. */
final class LogisticFitTest {

    private static final int ROWS = 5_000;

    private static double[] normal(SplittableRandom random, double mean, double deviation) {
        return random.doubles(ROWS)
                .map(any -> mean + deviation * random.nextGaussian())
                .toArray();
    }

    private static double[] ones() {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void moving_and_stretching_an_input_moves_and_stretches_its_slope_alone() {
        SplittableRandom random = new SplittableRandom(5);
        double[] x = normal(random, 0, 1);
        double[] labels = Arrays.stream(x)
                .map(at -> random.nextDouble() < Activation.SIGMOID.of(at - 1) ? 1 : 0)
                .toArray();
        LogisticFit plain = LogisticFit.of(new double[][] {x}, labels, ones());
        double[] far = Arrays.stream(x).map(at -> 1e-4 * at - 7).toArray();
        LogisticFit moved = LogisticFit.of(new double[][] {far}, labels, ones());
        assertTrue(plain.converged() && moved.converged());
        assertEquals(plain.slopes()[0], 1e-4 * moved.slopes()[0], 1e-6);
        assertEquals(plain.intercept(), moved.intercept() - 7 * moved.slopes()[0], 1e-5);
    }

    @Test
    void the_mean_probability_of_rare_outcomes_is_their_rate() {
        SplittableRandom random = new SplittableRandom(8);
        double[] score = normal(random, -5.5, 0.3);
        double[] labels = random.doubles(ROWS).map(u -> u < 0.003 ? 1 : 0).toArray();
        double[] left = Arrays.stream(score)
                .map(s -> StrictMath.log(Activation.SIGMOID.of(s)))
                .toArray();
        double[] right = Arrays.stream(score).map(Activation.SOFTPLUS::of).toArray();
        LogisticFit fit = LogisticFit.of(new double[][] {left, right}, labels, ones());
        double said = 0;
        for (int i = 0; i < ROWS; i++) {
            said += Activation.SIGMOID.of(fit.slopes()[0] * left[i] + fit.slopes()[1] * right[i] + fit.intercept());
        }
        assertTrue(fit.converged());
        assertEquals(1, said / Arrays.stream(labels).sum(), 1e-6);
    }

    @Test
    void classes_that_a_line_parts_have_a_top_where_the_ridge_holds_them() {
        double[] x = normal(new SplittableRandom(2), 0, 1);
        double[] labels = Arrays.stream(x).map(at -> at > 0.3 ? 1 : 0).toArray();
        LogisticFit fit = LogisticFit.of(new double[][] {x}, labels, ones());
        assertTrue(Double.isFinite(fit.slopes()[0]) && fit.slopes()[0] > 10, fit.slopes()[0] + "");
        assertEquals(0.3, -fit.intercept() / fit.slopes()[0], 0.05);
    }

    @Test
    void what_is_no_number_has_no_top_and_says_so() {
        double[] x = ones();
        x[7] = Double.NaN;
        assertFalse(LogisticFit.of(new double[][] {x}, ones(), ones()).converged());
    }
}
