package io.perennial.training.nbd;

import org.hipparchus.special.Gamma;

/** Likelihood of Gamma-Gamma, over ln p, ln q and ln v. */
record GammaGammaLikelihood(SpendData data) implements Likelihood {

    @Override
    public int dimension() {
        return 3;
    }

    @Override
    public double evaluate(double[] logParameters, double[] gradient) {
        double p = StrictMath.exp(logParameters[0]);
        double q = StrictMath.exp(logParameters[1]);
        double v = StrictMath.exp(logParameters[2]);
        double value = 0;
        double byP = 0;
        double byQ = 0;
        double byV = 0;
        Shape shape = Shape.of(0, p, q);
        for (int user = 0; user < data.users(); user++) {
            double x = data.repeats(user);
            double mean = data.meanBasket(user);
            shape = shape.repeats == x ? shape : Shape.of(x, p, q);
            double spent = x * mean;
            double grown = StrictMath.log1p(spent / v);
            double share = StrictMath.log(spent / (v + spent));
            value += shape.constant - q * grown + p * x * share - StrictMath.log(mean);
            byP += x * (shape.slopeP + share);
            byQ += shape.slopeQ - grown;
            byV += (q * spent / v - p * x) / (v + spent);
        }
        gradient[0] = byP * p;
        gradient[1] = byQ * q;
        gradient[2] = byV * v;
        return value;
    }

    /** The Gamma functions of one number of repeats; users come sorted by it. */
    private record Shape(double repeats, double constant, double slopeP, double slopeQ) {

        static Shape of(double repeats, double p, double q) {
            double px = p * repeats;
            if (px == 0) {
                return new Shape(0, 0, 0, 0);
            }
            double whole = Gamma.digamma(px + q);
            return new Shape(
                    repeats,
                    Gamma.logGamma(px + q) - Gamma.logGamma(px) - Gamma.logGamma(q),
                    whole - Gamma.digamma(px),
                    whole - Gamma.digamma(q));
        }
    }
}
