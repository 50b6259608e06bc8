package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of a discrete-time hazard: one for each user and interval of the outcome window that the user entered without an
 * active event so far (Singer and Willett, 1993). All windows are closed, so nobody is censored before the end.
 *
 * @param vectors features, then the number of the interval from 0
 * @param stayed  1 where the interval too passed without an active event, 0 where the user came back in it
 * @param weights those of the users' rows
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of numbers, never compared.
record PersonPeriods(double[][] vectors, double[] stayed, double[] weights) {

    /** The rows of users whose first active day is known wherever they were active. */
    static PersonPeriods of(Rows rows, Intervals intervals) {
        double[][] features = rows.featuresToLearn();
        double[] weights = rows.weights();
        List<double[]> vectors = new ArrayList<>();
        List<Double> stayed = new ArrayList<>();
        List<Double> weighed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int back = intervals.holding(rows.firstActiveDay(i));
            for (int interval = 0; interval <= Math.min(back, intervals.count() - 1); interval++) {
                vectors.add(entering(features[i], interval));
                stayed.add(interval == back ? 0.0 : 1.0);
                weighed.add(weights[i]);
            }
        }
        return new PersonPeriods(
                vectors.toArray(double[][]::new),
                stayed.stream().mapToDouble(Double::doubleValue).toArray(),
                weighed.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The vector of somebody who enters an interval. */
    static double[] entering(double[] features, int interval) {
        double[] vector = Arrays.copyOf(features, features.length + 1);
        vector[features.length] = interval;
        return vector;
    }
}
