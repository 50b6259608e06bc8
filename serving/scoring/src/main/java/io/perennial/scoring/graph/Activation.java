package io.perennial.scoring.graph;

/** A function applied to each number of a vector. */
public enum Activation {
    IDENTITY {
        @Override
        public double of(double x) {
            return x;
        }
    },
    /** {@code max(0, x)}. */
    RELU {
        @Override
        public double of(double x) {
            return Math.max(0, x);
        }
    },
    TANH {
        @Override
        public double of(double x) {
            return StrictMath.tanh(x);
        }
    },
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID {
        @Override
        public double of(double x) {
            return logistic(x);
        }
    },
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS {
        @Override
        public double of(double x) {
            return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
        }
    },
    EXP {
        @Override
        public double of(double x) {
            return StrictMath.exp(x);
        }
    },
    /** {@code sign(x) log(1 + |x|)}: money on a log scale, total on all numbers. */
    SIGNED_LOG {
        @Override
        public double of(double x) {
            return Math.copySign(StrictMath.log1p(Math.abs(x)), x);
        }
    },
    /** The inverse of {@link #SIGNED_LOG}. */
    SIGNED_EXP {
        @Override
        public double of(double x) {
            return Math.copySign(StrictMath.expm1(Math.abs(x)), x);
        }
    };

    /** Its value; never falls with x. */
    public abstract double of(double x);

    /** {@code 1 / (1 + exp(-x))}, without overflow on either side. */
    static double logistic(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double e = StrictMath.exp(x);
        return e / (1 + e);
    }
}
