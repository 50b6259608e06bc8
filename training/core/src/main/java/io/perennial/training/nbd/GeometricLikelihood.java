package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;

/**
 * Likelihood of the BG/NBD and the MBG/NBD, over ln r, ln alpha, ln a and ln b.
 *
 * <p>Row by row {@code (r)_x alpha^r (alpha+T)^-(r+x) (b)_n / (a+b)_n (1 + e^d)} with the rising factorials
 * {@code (c)_n = c (c+1) ... (c+n-1)} and the log odds {@code d} of having left; n chances of leaving were passed, x
 * in the BG/NBD and x + 1 in the MBG/NBD.
 *
 * @param data          the users
 * @param leavesAtFirst whether a user may leave at the first purchase already, as in the MBG/NBD
 */
record GeometricLikelihood(NbdData data, boolean leavesAtFirst) implements Likelihood {

    @Override
    public int dimension() {
        return 4;
    }

    @Override
    public double evaluate(double[] logParameters, double[] gradient) {
        Sum sum = new Sum(logParameters);
        for (int row = 0; row < data.rows().size(); row++) {
            PurchaseHistory history = data.rows().get(row);
            sum.add(history, (int) history.repeats() + (leavesAtFirst ? 1 : 0), data.weight(row));
        }
        gradient[0] = sum.byR * sum.r;
        gradient[1] = sum.byAlpha * sum.alpha;
        gradient[2] = sum.byA * sum.a;
        gradient[3] = sum.byB * sum.b;
        return sum.value;
    }

    /** Value and gradient in the plain parameters, summed over rows. */
    private static final class Sum {
        private final double r;
        private final double alpha;
        private final double a;
        private final double b;
        private final RisingSums rates;
        private final RisingSums stays;
        private final RisingSums chances;
        private double value;
        private double byR;
        private double byAlpha;
        private double byA;
        private double byB;

        Sum(double[] logParameters) {
            r = StrictMath.exp(logParameters[0]);
            alpha = StrictMath.exp(logParameters[1]);
            a = StrictMath.exp(logParameters[2]);
            b = StrictMath.exp(logParameters[3]);
            rates = new RisingSums(r);
            stays = new RisingSums(b);
            chances = new RisingSums(a + b);
        }

        void add(PurchaseHistory history, int passed, double weight) {
            double x = history.repeats();
            double scale = alpha + history.age();
            double grown = StrictMath.log1p(history.age() / alpha);
            rates.advance((int) x);
            stays.advance(passed);
            chances.advance(passed);
            double alive = rates.logs() - r * grown - x * StrictMath.log(scale) + stays.logs() - chances.logs();
            value += weight * alive;
            byR += weight * (rates.inverses() - grown);
            byAlpha += weight * (r * history.age() / alpha - x) / scale;
            byA -= weight * chances.inverses();
            byB += weight * (stays.inverses() - chances.inverses());
            if (passed > 0) {
                addLeft(history, passed, weight);
            }
        }

        private void addLeft(PurchaseHistory history, int passed, double weight) {
            double shape = r + history.repeats();
            double last = alpha + history.lastRepeat();
            double silent = StrictMath.log1p((history.age() - history.lastRepeat()) / last);
            double logOdds = StrictMath.log(a / (b + passed - 1)) + shape * silent;
            double against = StrictMath.exp(-Math.abs(logOdds));
            double left = weight * (logOdds > 0 ? 1 : against) / (1 + against);
            value += weight * (Math.max(logOdds, 0) + StrictMath.log1p(against));
            byR += left * silent;
            byAlpha += left * shape * (1 / (alpha + history.age()) - 1 / last);
            byA += left / a;
            byB -= left / (b + passed - 1);
        }
    }
}
