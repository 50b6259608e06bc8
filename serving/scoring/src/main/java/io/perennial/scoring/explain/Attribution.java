package io.perennial.scoring.explain;

import io.perennial.features.feature.Part;
import io.perennial.scoring.explain.Explanation.Contribution;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of one score, before anything is said about them.
 *
 * @param baseline   mean score of the references
 * @param context    what the user's context adds to it
 * @param dimensions what each dimension adds
 */
record Attribution(double baseline, double context, List<Contribution> dimensions) {

    /** Half the width of a 90 % interval in standard errors. */
    private static final double NORMAL_95 = 1.6448536269514722;

    /**
     * The parts.
     *
     * @param baseline mean score of the references
     * @param worth    for each reference the score of every coalition
     * @param parts    the players
     */
    static Attribution of(double baseline, List<double[]> worth, List<Part> parts) {
        Shapley game = new Shapley(parts.size());
        double[][] phi = new double[worth.size()][];
        double withContext = 0;
        for (int r = 0; r < phi.length; r++) {
            phi[r] = game.values(worth.get(r));
            withContext += worth.get(r)[0];
        }
        List<Contribution> dimensions = new ArrayList<>();
        for (int d = 0; d < parts.size(); d++) {
            dimensions.add(contribution(parts.get(d), d, phi));
        }
        return new Attribution(baseline, withContext / phi.length - baseline, dimensions);
    }

    private static Contribution contribution(Part part, int dimension, double[][] phi) {
        double sum = 0;
        for (double[] one : phi) {
            sum += one[dimension];
        }
        double mean = sum / phi.length;
        double squares = 0;
        for (double[] one : phi) {
            squares += (one[dimension] - mean) * (one[dimension] - mean);
        }
        double variance = phi.length > 1 ? squares / (phi.length - 1) : 0;
        double half = NORMAL_95 * Math.sqrt(variance / phi.length);
        return new Contribution(part, mean, mean - half, mean + half);
    }

    double sum() {
        double sum = baseline + context;
        for (Contribution contribution : dimensions) {
            sum += contribution.value();
        }
        return sum;
    }
}
