package io.perennial.scoring.explain;

/**
 * Exact Shapley values of a game given by the worth of every coalition (Shapley 1953).
 *
 * <p>{@code phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))}. A player that changes no
 * worth gets exactly 0.
 */
final class Shapley {

    private final int players;
    private final double[] weights;

    /** For games of so many players, 1 to 20. */
    Shapley(int players) {
        this.players = players;
        this.weights = new double[players];
        // |S|! (n - |S| - 1)! / n! = 1 / (n binomial(n - 1, |S|)).
        double binomial = 1;
        for (int size = 0; size < players; size++) {
            weights[size] = 1 / (players * binomial);
            binomial = binomial * (players - 1 - size) / (size + 1);
        }
    }

    /** The value of every player; {@code worth[S]} is indexed by the bits of the coalition. */
    double[] values(double[] worth) {
        double[] phi = new double[players];
        for (int player = 0; player < players; player++) {
            int bit = 1 << player;
            double sum = 0;
            for (int coalition = 0; coalition < worth.length; coalition++) {
                if ((coalition & bit) == 0) {
                    sum += weights[Integer.bitCount(coalition)] * (worth[coalition | bit] - worth[coalition]);
                }
            }
            phi[player] = sum;
        }
        return phi;
    }
}
