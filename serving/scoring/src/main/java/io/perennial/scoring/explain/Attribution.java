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

    /**
     * The parts.
     *
     * @param baseline mean score of the references
     * @param worth    for each reference the score of every coalition
     * @param parts    the players
     * @param bootstrap of as many references
     */
    static Attribution of(double baseline, List<double[]> worth, List<Part> parts, ReferenceBootstrap bootstrap) {
        Shapley game = new Shapley(parts.size());
        double[][] phi = new double[worth.size()][];
        double withContext = 0;
        for (int r = 0; r < phi.length; r++) {
            phi[r] = game.values(worth.get(r));
            withContext += worth.get(r)[0];
        }
        List<Contribution> dimensions = new ArrayList<>();
        for (int d = 0; d < parts.size(); d++) {
            dimensions.add(contribution(parts.get(d), d, phi, bootstrap));
        }
        return new Attribution(baseline, withContext / phi.length - baseline, dimensions);
    }

    private static Contribution contribution(Part part, int dimension, double[][] phi, ReferenceBootstrap bootstrap) {
        double[] values = new double[phi.length];
        double sum = 0;
        for (int r = 0; r < phi.length; r++) {
            values[r] = phi[r][dimension];
            sum += values[r];
        }
        double[] interval = bootstrap.interval(values);
        return new Contribution(part, sum / phi.length, interval[0], interval[1]);
    }

    double sum() {
        double sum = baseline + context;
        for (Contribution contribution : dimensions) {
            sum += contribution.value();
        }
        return sum;
    }
}
