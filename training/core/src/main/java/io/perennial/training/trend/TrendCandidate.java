package io.perennial.training.trend;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;

/**
 * How one trend candidate did, over the six blocks of users whose blocks are closed; amounts in major units a block.
 *
 * @param id          its id
 * @param description what it is
 * @param naive       whether it is a naive rule
 * @param rows        users and as-of days judged
 * @param rmse        root mean squared error over users and blocks; the gate
 * @param mae         mean absolute error
 * @param sumRatio    predicted over actual total
 * @param gap         mean squared error less that of the value path, with its 90 % interval; below zero is better
 */
public record TrendCandidate(
        String id,
        String description,
        boolean naive,
        int rows,
        double rmse,
        double mae,
        double sumRatio,
        Interval gap) {

    /** Judges predictions of blocks against what came. */
    static TrendCandidate of(TrendPath path, double[][] predicted, double[][] actual, Interval gap) {
        double squares = 0;
        double absolute = 0;
        double sumPredicted = 0;
        double sumActual = 0;
        int numbers = 0;
        for (int i = 0; i < actual.length; i++) {
            for (int block = 0; block < actual[i].length; block++) {
                double error = predicted[i][block] - actual[i][block];
                squares += error * error;
                absolute += Math.abs(error);
                sumPredicted += predicted[i][block];
                sumActual += actual[i][block];
                numbers++;
            }
        }
        return new TrendCandidate(
                path.id(),
                path.description(),
                path.isNaive(),
                actual.length,
                Math.sqrt(squares / numbers),
                absolute / numbers,
                sumActual == 0 ? Double.NaN : sumPredicted / sumActual,
                gap);
    }

    /** The mean squared error of each row over its blocks. */
    static double[] losses(double[][] predicted, double[][] actual) {
        double[] losses = new double[actual.length];
        for (int i = 0; i < losses.length; i++) {
            for (int block = 0; block < actual[i].length; block++) {
                double error = predicted[i][block] - actual[i][block];
                losses[i] += error * error / actual[i].length;
            }
        }
        return losses;
    }
}
