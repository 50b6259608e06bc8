package io.perennial.training.trend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Scale;
import io.perennial.training.learner.Preparation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The LSTM as published: equal to DL4J, repeatable, and its blocks add up to the value. */
final class LstmPathTest {

    private static final int ROWS = 200;
    private static final int WIDTH = TrendSequence.STEPS * TrendSequence.CHANNELS;

    private static LstmPath trained(long seed) {
        SplittableRandom random = new SplittableRandom(5);
        double[][] sequences = sequences(random);
        Scale scale = Preparation.scale(0, sequences);
        double[][] bought = new double[ROWS][TrendSequence.FUTURE_BLOCKS];
        double[][] amounts = new double[ROWS][TrendSequence.FUTURE_BLOCKS];
        for (int i = 0; i < ROWS; i++) {
            for (int block = 0; block < TrendSequence.FUTURE_BLOCKS; block++) {
                bought[i][block] = random.nextDouble() < sequences[i][WIDTH - TrendSequence.CHANNELS] / 3 ? 1 : 0;
                amounts[i][block] = random.nextDouble() - 0.5;
            }
        }
        SequenceNetwork network = SequenceNetwork.train(LstmPath.scaled(sequences, scale), bought, amounts, seed);
        return new LstmPath(network, scale, 3, 0.5, 3, 1);
    }

    private static double[][] sequences(SplittableRandom random) {
        double[][] sequences = new double[ROWS][WIDTH];
        for (double[] sequence : sequences) {
            for (int i = 0; i < WIDTH; i++) {
                sequence[i] = random.nextDouble() * 3;
            }
        }
        return sequences;
    }

    @Test
    void the_published_form_equals_dl4j() {
        double worst = trained(1).difference(sequences(new SplittableRandom(8)));
        assertTrue(worst <= 1e-5, "worst difference " + worst);
    }

    @Test
    void the_same_seed_gives_the_same_blocks() {
        double[][] rows = sequences(new SplittableRandom(9));
        double[] values = new double[ROWS];
        Arrays.fill(values, 100);
        double[][] one = trained(3).predict(rows, values);
        double[][] two = trained(3).predict(rows, values);
        for (int i = 0; i < ROWS; i++) {
            assertArrayEquals(one[i], two[i], "row " + i);
        }
    }

    @Test
    void the_blocks_inside_the_horizon_add_up_to_the_value() {
        double[] values = new double[ROWS];
        Arrays.setAll(values, i -> i);
        double[][] blocks = trained(1).predict(sequences(new SplittableRandom(10)), values);
        for (int i = 0; i < ROWS; i++) {
            assertEquals(values[i], blocks[i][0] + blocks[i][1] + blocks[i][2], 1e-9 * (1 + values[i]), "row " + i);
        }
    }
}
