package io.perennial.training.trend;

/**
 * How one trend candidate did, over the six blocks of users whose blocks are closed; amounts in major units a block.
 *
 * @param id          its id
 * @param description what it is
 * @param obstacle    why it could not be learned, or empty; figures are then NaN
 * @param rows        users and as-of days judged
 * @param rmse        root mean squared error over users and blocks; the gate
 * @param mae         mean absolute error
 * @param sumRatio    predicted over actual total
 */
public record TrendCandidate(
        String id, String description, String obstacle, int rows, double rmse, double mae, double sumRatio) {

    static TrendCandidate obstructed(String id, String description, String obstacle) {
        return new TrendCandidate(id, description, obstacle, 0, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Judges predictions of blocks against what came. */
    static TrendCandidate of(String id, String description, double[][] predicted, double[][] actual) {
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
                id,
                description,
                "",
                actual.length,
                Math.sqrt(squares / numbers),
                absolute / numbers,
                sumActual == 0 ? Double.NaN : sumPredicted / sumActual);
    }
}
