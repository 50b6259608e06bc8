package io.perennial.training.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

/** The log-linear mean of counts, on counts whose truth is known. */
final class PoissonRidgeTest {

    private static final double[] SLOPES = {0.4, -0.3, 0};
    private static final int ROWS = 20_000;

    private final double[][] x = new double[ROWS][SLOPES.length];
    private final double[] exposure = new double[ROWS];
    private final double[] counts = new double[ROWS];

    PoissonRidgeTest() {
        Random random = new Random(5);
        RandomDataGenerator poisson = new RandomDataGenerator(5);
        for (int i = 0; i < ROWS; i++) {
            double log = 0.2;
            for (int j = 0; j < SLOPES.length; j++) {
                x[i][j] = random.nextGaussian();
                log += SLOPES[j] * x[i][j];
            }
            exposure[i] = 0.1 + random.nextDouble();
            counts[i] = poisson.nextPoisson(exposure[i] * Math.exp(log));
        }
    }

    @Test
    void slopes_are_recovered_and_the_total_is_that_of_the_counts() {
        PoissonRidge fit = PoissonRidge.fit(x, counts, exposure, 1e-6);
        // Three standard errors: a slope's is about 1 / sqrt(12,000 expected counts).
        assertArrayEquals(SLOPES, fit.slopes(), 0.03);
        assertEquals(0.2, fit.intercept(), 0.03);
        // The score equation of an intercept without penalty, whatever the ridge.
        for (double ridge : new double[] {1e-6, 100, 1e6}) {
            assertEquals(Arrays.stream(counts).sum(), total(PoissonRidge.fit(x, counts, exposure, ridge)), 1e-3);
        }
    }

    @Test
    void a_stronger_ridge_draws_slopes_to_nothing() {
        double last = Double.POSITIVE_INFINITY;
        for (double ridge : new double[] {1, 1e3, 1e5, 1e9}) {
            double size = Arrays.stream(
                            PoissonRidge.fit(x, counts, exposure, ridge).slopes())
                    .map(Math::abs)
                    .sum();
            assertTrue(size < last, size + " with ridge " + ridge + ", " + last + " with less");
            last = size;
        }
        assertEquals(0, last, 1e-4);
    }

    @Test
    void columns_that_say_the_same_share_a_slope() {
        double[][] twice =
                Arrays.stream(x).map(row -> new double[] {row[0], row[0]}).toArray(double[][]::new);
        double[] slopes = PoissonRidge.fit(twice, counts, exposure, 1).slopes();
        assertEquals(slopes[0], slopes[1], 1e-6);
        assertEquals(SLOPES[0], slopes[0] + slopes[1], 0.03);
    }

    private double total(PoissonRidge fit) {
        double total = 0;
        for (int i = 0; i < ROWS; i++) {
            double log = fit.intercept();
            for (int j = 0; j < SLOPES.length; j++) {
                log += fit.slopes()[j] * x[i][j];
            }
            total += exposure[i] * Math.exp(log);
        }
        return total;
    }
}
