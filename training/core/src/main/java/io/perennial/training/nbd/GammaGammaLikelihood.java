package io.perennial.training.nbd;

import org.hipparchus.special.Gamma;

/** Likelihood of Gamma-Gamma, over ln p, ln q and ln v. */
record GammaGammaLikelihood(SpendData data) implements Likelihood {

    @Override
    public Expansion expand(double[] logParameters) {
        double p = StrictMath.exp(logParameters[0]);
        double q = StrictMath.exp(logParameters[1]);
        double v = StrictMath.exp(logParameters[2]);
        Expansion sum = new Expansion(3);
        Shape shape = new Shape(p, q);
        for (int user = 0; user < data.users(); user++) {
            shape.read(data.repeats(user));
            shape.add(data.meanBasket(user), v, sum);
        }
        return sum.inLogs(p, q, v);
    }

    /** The Gamma functions of one number of repeats; users come sorted by it. */
    private static final class Shape {
        private final double p;
        private final double q;
        private final double logGammaQ;
        private final double digammaQ;
        private final double trigammaQ;
        private final Expansion user = new Expansion(3);
        private double repeats;
        private double constant;
        private double slopeP;
        private double slopeQ;

        Shape(double p, double q) {
            this.p = p;
            this.q = q;
            this.logGammaQ = Gamma.logGamma(q);
            this.digammaQ = Gamma.digamma(q);
            this.trigammaQ = Gamma.trigamma(q);
        }

        void read(double x) {
            if (x == repeats) {
                return;
            }
            repeats = x;
            double px = p * x;
            double whole = Gamma.digamma(px + q);
            double bend = Gamma.trigamma(px + q);
            constant = Gamma.logGamma(px + q) - Gamma.logGamma(px) - logGammaQ;
            slopeP = whole - Gamma.digamma(px);
            slopeQ = whole - digammaQ;
            user.setBend(0, 0, x * x * (bend - Gamma.trigamma(px)));
            user.setBend(1, 0, x * bend);
            user.setBend(1, 1, bend - trigammaQ);
        }

        void add(double mean, double v, Expansion into) {
            double px = p * repeats;
            double spent = repeats * mean;
            double all = v + spent;
            double grown = StrictMath.log1p(spent / v);
            double share = StrictMath.log(spent / all);
            user.setValue(constant - q * grown + px * share - StrictMath.log(mean));
            user.setSlope(0, repeats * (slopeP + share));
            user.setSlope(1, slopeQ - grown);
            user.setSlope(2, (q * spent / v - px) / all);
            user.setBend(2, 0, -repeats / all);
            user.setBend(2, 1, spent / v / all);
            user.setBend(2, 2, (px + q) / all / all - q / v / v);
            into.add(1, user);
        }
    }
}
