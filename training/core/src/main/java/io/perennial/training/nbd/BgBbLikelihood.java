package io.perennial.training.nbd;

import java.util.Arrays;
import java.util.Map;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * Likelihood of the BG/BB, over ln alpha, ln beta, ln gamma and ln delta; equation 5 of the paper: a user was alive all the
 * time, or left after one of the opportunities since the last one taken.
 *
 * @param users how many there are of each history
 */
record BgBbLikelihood(Map<DiscreteHistory, Integer> users) implements Likelihood {

    @Override
    public Expansion expand(double[] at) {
        double[] p = Arrays.stream(at).map(StrictMath::exp).toArray();
        BgBb model = new BgBb(p[0], p[1], p[2], p[3]);
        Expansion sum = new Expansion(4);
        users.forEach((history, count) -> sum.add(count, of(model, history)));
        return sum.inLogs(p);
    }

    /** The log-likelihood of one history, in the parameters themselves. */
    static Expansion of(BgBb model, DiscreteHistory history) {
        Expansion sum = path(model, history, history.opportunities(), 0);
        for (int left = history.lastRepeat(); left < history.opportunities(); left++) {
            sum.addInLogs(path(model, history, left, 1));
        }
        return sum;
    }

    /** Alive for so many opportunities, then gone or not. */
    private static Expansion path(BgBb model, DiscreteHistory history, int alive, int gone) {
        Expansion path = new Expansion(4);
        addBeta(path, 0, model.alpha(), model.beta(), history.repeats(), alive - history.repeats());
        addBeta(path, 2, model.gamma(), model.delta(), gone, alive);
        return path;
    }

    /** Adds {@code ln B(p + n, q + m) - ln B(p, q)} with its derivatives in p and q, which stand at {@code at}. */
    private static void addBeta(Expansion to, int at, double p, double q, int n, int m) {
        double whole = Gamma.digamma(p + q) - Gamma.digamma(p + q + n + m);
        double bend = Gamma.trigamma(p + q) - Gamma.trigamma(p + q + n + m);
        to.setValue(to.value() + Beta.logBeta(p + n, q + m) - Beta.logBeta(p, q));
        to.setSlope(at, Gamma.digamma(p + n) - Gamma.digamma(p) + whole);
        to.setSlope(at + 1, Gamma.digamma(q + m) - Gamma.digamma(q) + whole);
        to.setBend(at, at, Gamma.trigamma(p + n) - Gamma.trigamma(p) + bend);
        to.setBend(at + 1, at, bend);
        to.setBend(at + 1, at + 1, Gamma.trigamma(q + m) - Gamma.trigamma(q) + bend);
    }
}
