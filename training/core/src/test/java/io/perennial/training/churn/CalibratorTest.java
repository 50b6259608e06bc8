package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A calibrator is right in the mean on the rows it is fitted on. */
final class CalibratorTest {

    @Test
    void either_curve_of_rare_outcomes_is_right_in_the_mean() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] scores = random.doubles(5_000)
                    .map(any -> -5.5 + 0.3 * random.nextGaussian())
                    .toArray();
            double[] churned = Arrays.stream(scores)
                    .map(score -> random.nextDouble() < StrictMath.exp(1.5 * score + 2.5) ? 1 : 0)
                    .toArray();
            double[] ones = new double[5_000];
            Arrays.fill(ones, 1);
            double left = Arrays.stream(churned).sum();
            // Targets are smoothed by one user on either side.
            double smoothed = left * (left + 1) / (left + 2) + (5_000 - left) / (5_000 - left + 2);
            for (Calibrator.Kind kind : Calibrator.Kind.values()) {
                Calibrator curve = Calibrator.fit(kind, scores, churned, ones);
                double said = Arrays.stream(scores).map(curve::of).sum();
                assertEquals(1, said / smoothed, 1e-4, kind + " of seed " + seed);
            }
        }
    }
}
