package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;

/** Likelihood of the NBD without dropout, over ln r and ln alpha. */
record NbdLikelihood(NbdData data) implements Likelihood {

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public double evaluate(double[] logParameters, double[] gradient) {
        double r = StrictMath.exp(logParameters[0]);
        double alpha = StrictMath.exp(logParameters[1]);
        RisingSums rates = new RisingSums(r);
        double value = 0;
        double byR = 0;
        double byAlpha = 0;
        for (int row = 0; row < data.rows().size(); row++) {
            PurchaseHistory history = data.rows().get(row);
            double weight = data.weight(row);
            double x = history.repeats();
            double scale = alpha + history.age();
            double grown = StrictMath.log1p(history.age() / alpha);
            rates.advance((int) x);
            value += weight * (rates.logs() - r * grown - x * StrictMath.log(scale));
            byR += weight * (rates.inverses() - grown);
            byAlpha += weight * (r * history.age() / alpha - x) / scale;
        }
        gradient[0] = byR * r;
        gradient[1] = byAlpha * alpha;
        return value;
    }
}
