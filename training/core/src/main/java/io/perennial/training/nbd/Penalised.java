package io.perennial.training.nbd;

/**
 * A likelihood less {@code weight / 2} times the squared distance of its parameters from a centre: a normal prior, which
 * keeps few users from saying too much.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Penalised(Likelihood likelihood, double weight, double[] centre) implements Likelihood {

    @Override
    public Expansion expand(double[] at) {
        Expansion sum = likelihood.expand(at);
        Expansion penalty = new Expansion(at.length);
        double squares = 0;
        for (int i = 0; i < at.length; i++) {
            double off = at[i] - centre[i];
            squares += off * off;
            penalty.setSlope(i, off);
            penalty.setBend(i, i, 1);
        }
        penalty.setValue(squares / 2);
        sum.add(-weight, penalty);
        return sum;
    }
}
