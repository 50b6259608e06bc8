package io.perennial.training.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where boosting starts from. */
final class XgboostTrainerTest {

    @Test
    void amounts_start_from_the_mean_by_weight() {
        double[][] rows = new double[40][];
        double[] amounts = new double[40];
        double[] weights = new double[40];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i % 2};
            amounts[i] = i % 2 == 0 ? 1 : 9;
            weights[i] = i % 2 == 0 ? 3 : 1;
        }
        XgboostTrainer.Options still = new XgboostTrainer.Options(1, 1, 1e-7, 5, 1, 1, 5);
        double[] logs =
                XgboostTrainer.logOfMean(rows, amounts, weights, still, 1).predict(rows);
        Arrays.stream(logs).forEach(log -> assertEquals(3, StrictMath.exp(log), 1e-4));
    }
}
