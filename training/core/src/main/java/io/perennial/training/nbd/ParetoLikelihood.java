package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PowerDecay;
import io.perennial.scoring.nbd.PurchaseHistory;

/**
 * Likelihood of the Pareto/NBD, over ln r, ln alpha, ln s and ln beta.
 *
 * <p>Row by row {@code (r)_x alpha^r (alpha+T)^-(r+x) (beta/(beta+T))^s (1 + e^d)} with the log odds {@code d} of
 * having left since the last purchase; value and gradient of {@code d} come from one pass over {@link PowerDecay}.
 */
record ParetoLikelihood(NbdData data) implements Likelihood {

    @Override
    public int dimension() {
        return 4;
    }

    @Override
    public double evaluate(double[] logParameters, double[] gradient) {
        double r = StrictMath.exp(logParameters[0]);
        double alpha = StrictMath.exp(logParameters[1]);
        double s = StrictMath.exp(logParameters[2]);
        double beta = StrictMath.exp(logParameters[3]);
        RisingSums rates = new RisingSums(r);
        Left left = new Left(r, alpha, s, beta);
        double value = 0;
        double[] by = new double[4];
        for (int row = 0; row < data.rows().size(); row++) {
            PurchaseHistory history = data.rows().get(row);
            double weight = data.weight(row);
            double x = history.repeats();
            double age = history.age();
            double grown = StrictMath.log1p(age / alpha);
            double aged = StrictMath.log1p(age / beta);
            rates.advance((int) x);
            left.read(history);
            value += weight * (rates.logs() - r * grown - x * StrictMath.log(alpha + age) - s * aged + left.softplus);
            by[0] += weight * (rates.inverses() - grown + left.chance * left.byR);
            by[1] += weight * ((r * age / alpha - x) / (alpha + age) + left.chance * left.byAlpha);
            by[2] += weight * (left.chance * left.byS - aged);
            by[3] += weight * (s * age / (beta * (beta + age)) + left.chance * left.byBeta);
        }
        gradient[0] = by[0] * r;
        gradient[1] = by[1] * alpha;
        gradient[2] = by[2] * s;
        gradient[3] = by[3] * beta;
        return value;
    }

    /** Chance of having left, and the gradient of its log odds; overwritten for each row. */
    private static final class Left {
        private final double r;
        private final double alpha;
        private final double s;
        private final double beta;
        private final double[] moments = new double[5];
        private double softplus;
        private double chance;
        private double byR;
        private double byAlpha;
        private double byS;
        private double byBeta;

        Left(double r, double alpha, double s, double beta) {
            this.r = r;
            this.alpha = alpha;
            this.s = s;
            this.beta = beta;
        }

        void read(PurchaseHistory history) {
            double silence = history.age() - history.lastRepeat();
            if (silence == 0) {
                softplus = 0;
                chance = 0;
                return;
            }
            double shape = r + history.repeats();
            double buying = alpha + history.lastRepeat();
            double leaving = beta + history.lastRepeat();
            double buyingSilent = StrictMath.log1p(silence / buying);
            double leavingSilent = StrictMath.log1p(silence / leaving);
            PowerDecay.moments(buying, shape, leaving, s + 1, silence, moments);
            double integral = moments[0];
            double logOdds = StrictMath.log(s * integral / leaving) + shape * buyingSilent + s * leavingSilent;
            double against = StrictMath.exp(-Math.abs(logOdds));
            softplus = Math.max(logOdds, 0) + StrictMath.log1p(against);
            chance = logOdds > 0 ? 1 / (1 + against) : against / (1 + against);
            byR = buyingSilent - moments[1] / integral;
            byAlpha = shape * (1 / (buying + silence) - moments[3] / integral / buying);
            byS = 1 / s + leavingSilent - moments[2] / integral;
            byBeta = s / (leaving + silence) - (s + 1) * moments[4] / integral / leaving;
        }
    }
}
