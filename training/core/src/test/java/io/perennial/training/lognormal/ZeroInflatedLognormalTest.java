package io.perennial.training.lognormal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.learner.Learned;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The loss against its closed form, and the network against a population whose law is known. */
class ZeroInflatedLognormalTest {

    private static final LognormalTrainer.Options SMALL = new LognormalTrainer.Options(8, 6, 12, 64, 0.02, 1e-4);

    private static final Crowd CROWD = Crowd.of(2_000, 1);

    /** One network for all questions but that of repetition: training takes a second. */
    private static final LearnedLognormal LEARNED =
            LognormalTrainer.train(CROWD.rows, CROWD.amounts, ones(2_000), SMALL, 5);

    /** The case of the authors' own test: softplus for nobody's amount, the lognormal density for the other. */
    @Test
    void the_loss_is_its_closed_form() {
        double[][] logits = {{0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}};
        double sigma = Math.log(1 + Math.exp(0.6));
        double density = Math.exp(-Math.pow(Math.log(1.5) - 0.5, 2) / (2 * sigma * sigma))
                / (1.5 * sigma * Math.sqrt(2 * Math.PI));
        double[] expected = {Math.log(1 + Math.exp(0.1)), Math.log(1 + Math.exp(-0.4)) - Math.log(density)};
        INDArray losses = new LognormalLoss()
                .computeScoreArray(
                        Nd4j.createFromArray(new double[][] {{0}, {1.5}}),
                        Nd4j.createFromArray(logits),
                        new ActivationIdentity(),
                        null);
        assertArrayEquals(expected, losses.data().asDouble(), 1e-6);
    }

    @Test
    void the_gradient_is_that_of_the_loss() {
        double[][] cases = {{0.3, -0.2, 0.4, 0}, {0.3, -0.2, 0.4, 1.7}, {-2, 3, -1, 40}, {1, 1, 1.5, 0.01}};
        for (double[] one : cases) {
            double[] heads = Arrays.copyOf(one, 3);
            double[] slopes = ZeroInflatedLognormal.gradient(heads, one[3]);
            for (int k = 0; k < 3; k++) {
                double rise = loss(heads, k, 1e-6, one[3]) - loss(heads, k, -1e-6, one[3]);
                assertEquals(rise / 2e-6, slopes[k], 1e-4 * Math.max(1, Math.abs(slopes[k])), Arrays.toString(one));
            }
        }
    }

    private static double loss(double[] heads, int k, double step, double amount) {
        double[] moved = heads.clone();
        moved[k] += step;
        return ZeroInflatedLognormal.loss(moved, amount);
    }

    @Test
    void a_spread_beyond_all_reason_is_held_and_finds_its_way_back() {
        double[] wild = {0, 0, 50};
        assertEquals(2.5 * 2.5 / 2, ZeroInflatedLognormal.logMean(wild), 1e-12);
        assertTrue(ZeroInflatedLognormal.gradient(wild, 1.0)[2] > 0, "an ordinary amount narrows it");
        assertEquals(0, ZeroInflatedLognormal.gradient(wild, 1e9)[2], 0, "an extreme one widens it no further");
    }

    @Test
    void the_published_form_says_what_deeplearning4j_says() {
        for (Learned number : new Learned[] {LEARNED.ifAny(), LEARNED.mean()}) {
            double[] ours = number.proven().predict(CROWD.rows);
            assertArrayEquals(number.origin().orElseThrow().predict(CROWD.rows), ours, 1e-5);
        }
    }

    @Test
    void a_population_of_known_law_is_recovered() {
        Crowd fresh = Crowd.of(2_000, 2);
        double[] any = LEARNED.any().predict(fresh.rows);
        double[] mean = LEARNED.ifAny().predict(fresh.rows);
        double[] both = LEARNED.mean().predict(fresh.rows);
        double wrongAny = 0;
        double wrongMean = 0;
        for (int i = 0; i < any.length; i++) {
            wrongAny += Math.abs(any[i] - fresh.any[i]) / any.length;
            wrongMean += Math.abs(Math.log(mean[i] / fresh.mean[i])) / any.length;
            assertEquals(any[i] * mean[i], both[i], 1e-9 * Math.max(1, both[i]));
        }
        assertTrue(wrongAny < 0.06, "probability off by " + wrongAny);
        assertTrue(wrongMean < 0.12, "logarithm of the mean off by " + wrongMean);
    }

    @Test
    void nobody_is_expected_to_spend_more_than_anybody_did() {
        double largest = Arrays.stream(CROWD.amounts).max().orElseThrow();
        double[][] absurd = {{1e12, 1e12}, {-1e12, 1e12}, {Double.NaN, Double.NaN}};
        for (double value : LEARNED.ifAny().predict(absurd)) {
            assertTrue(value >= 0 && value <= largest * (1 + 1e-12), value + " of " + largest);
        }
    }

    @Test
    void equal_seeds_learn_the_same() {
        Crowd few = Crowd.of(300, 3);
        double[] once = LognormalTrainer.train(few.rows, few.amounts, ones(300), SMALL, 9)
                .mean()
                .predict(few.rows);
        assertArrayEquals(
                once,
                LognormalTrainer.train(few.rows, few.amounts, ones(300), SMALL, 9)
                        .mean()
                        .predict(few.rows));
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Users whose chance and amount depend on two features, each in its own way. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over users, never compared.
    private record Crowd(double[][] rows, double[] amounts, double[] any, double[] mean) {

        static Crowd of(int users, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Crowd crowd = new Crowd(new double[users][], new double[users], new double[users], new double[users]);
            for (int i = 0; i < users; i++) {
                double x = random.nextDouble() * 2 - 1;
                double y = random.nextDouble() * 2 - 1;
                crowd.rows[i] = new double[] {x, y};
                crowd.any[i] = 1 / (1 + Math.exp(-2 * x));
                double mu = 3 + y;
                crowd.mean[i] = Math.exp(mu + 0.25 / 2);
                crowd.amounts[i] = random.nextDouble() < crowd.any[i] ? Math.exp(mu + 0.5 * random.nextGaussian()) : 0;
            }
            return crowd;
        }
    }
}
