package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Evenly drawn rows of a window, by column, each with the weight it has among all.
 *
 * @param scores  log-odds scores
 * @param churned 1 where the user churned
 * @param weights of the rows
 * @param users   whose they are
 */
@SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
record Sample(double[] scores, double[] churned, double[] weights, String[] users) {

    /** At most so many rows. */
    static Sample of(Rows rows, double[] scores, int most) {
        int step = Math.max(1, (rows.size() + most - 1) / most);
        int[] at = IntStream.range(0, rows.size()).filter(i -> i % step == 0).toArray();
        double[] weights = rows.weights();
        return new Sample(
                Arrays.stream(at).mapToDouble(i -> scores[i]).toArray(),
                Arrays.stream(at).mapToDouble(rows::churned).toArray(),
                Arrays.stream(at).mapToDouble(i -> weights[i]).toArray(),
                Arrays.stream(at).mapToObj(rows::user).toArray(String[]::new));
    }

    int size() {
        return scores.length;
    }

    /** The weights times how often each row was drawn, which stands at {@code from} and on. */
    double[] drawn(int[] times, int from) {
        double[] drawn = weights.clone();
        Arrays.setAll(drawn, i -> weights[i] * times[from + i]);
        return drawn;
    }
}
