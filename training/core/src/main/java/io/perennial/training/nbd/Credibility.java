package io.perennial.training.nbd;

import io.perennial.scoring.nbd.GammaGamma;
import java.util.Arrays;

/**
 * A user's mean basket drawn towards the population's by the credibility {@code x / (x + k)}, k = variance within users
 * over variance between them.
 *
 * <p>Bühlmann (1967), "Experience Rating and Credibility", ASTIN Bulletin 4: the best linear estimate, whatever the
 * distributions. Both variances come from regressing the squared distance of users' log means from their average on
 * {@code 1/x}; on the log scale because a few large baskets would rule the squares otherwise. In the form of Gamma-Gamma it is {@code p = 1, q = 1 + k, v = k mean}, so the same node serves it.
 */
final class Credibility {

    private static final double LEAST = 1e-3;
    private static final double MOST = 1e6;

    private Credibility() {}

    static GammaGamma estimate(SpendData data) {
        double k = varianceRatio(data);
        return new GammaGamma(1, 1 + k, k * data.mean());
    }

    /** The population mean for everybody. */
    static GammaGamma none(double mean) {
        return new GammaGamma(1, 1 + MOST, MOST * mean);
    }

    /** Weight of a single basket against the population mean. */
    static double weightOfOne(GammaGamma model) {
        return model.p() / (model.p() + model.q() - 1);
    }

    private static double varianceRatio(SpendData data) {
        int n = data.users();
        double[] squares = squaredLogDistances(data);
        double meanSquare = Arrays.stream(squares).sum() / n;
        double meanInverse = 0;
        for (int user = 0; user < n; user++) {
            meanInverse += 1 / data.repeats(user) / n;
        }
        double covariance = 0;
        double spread = 0;
        for (int user = 0; user < n; user++) {
            double off = 1 / data.repeats(user) - meanInverse;
            covariance += off * (squares[user] - meanSquare);
            spread += off * off;
        }
        double within = spread > 0 ? Math.max(0, covariance / spread) : 0;
        double between = meanSquare - within * meanInverse;
        return between > 0 ? Math.max(LEAST, Math.min(MOST, within / between)) : MOST;
    }

    private static double[] squaredLogDistances(SpendData data) {
        double[] logs = new double[data.users()];
        double mean = 0;
        for (int user = 0; user < logs.length; user++) {
            logs[user] = StrictMath.log(data.meanBasket(user));
            mean += logs[user] / logs.length;
        }
        double centre = mean;
        return Arrays.stream(logs).map(log -> (log - centre) * (log - centre)).toArray();
    }
}
