package io.perennial.training.nbd;

import io.perennial.scoring.nbd.GammaGamma;

/**
 * A user's mean basket drawn towards the population's by the credibility {@code x / (x + k)}, k = variance within users
 * over variance between them.
 *
 * <p>Bühlmann (1967), "Experience Rating and Credibility", ASTIN Bulletin 4: the best linear estimate, whatever the
 * distributions. Both variances come from regressing the squared distance of users' means from the overall mean on
 * {@code 1/x}. In the form of Gamma-Gamma it is {@code p = 1, q = 1 + k, v = k mean}, so the same node serves it.
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
        double mean = data.mean();
        double inverses = 0;
        double squares = 0;
        for (int user = 0; user < n; user++) {
            inverses += 1 / data.repeats(user);
            squares += square(data.meanBasket(user) - mean);
        }
        double meanInverse = inverses / n;
        double covariance = 0;
        double spread = 0;
        for (int user = 0; user < n; user++) {
            double off = 1 / data.repeats(user) - meanInverse;
            covariance += off * (square(data.meanBasket(user) - mean) - squares / n);
            spread += off * off;
        }
        double within = spread > 0 ? Math.max(0, covariance / spread) : 0;
        double between = squares / n - within * meanInverse;
        return between > 0 ? Math.max(LEAST, Math.min(MOST, within / between)) : MOST;
    }

    private static double square(double value) {
        return value * value;
    }
}
