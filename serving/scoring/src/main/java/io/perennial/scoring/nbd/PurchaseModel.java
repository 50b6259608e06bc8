package io.perennial.scoring.nbd;

/**
 * A fitted model of repeat purchase: how often a user buys while alive, and when the user silently leaves.
 *
 * <p>For every history and window the answers cohere:
 * {@code probabilityOfPurchase <= probabilityAlive} and {@code probabilityOfPurchase <= expectedPurchases}.
 */
public sealed interface PurchaseModel permits DropoutAtPurchase, MbgCnbd, ParetoNbd, Nbd {

    /** Which member of the family this is. */
    NbdFamily family();

    /** The parameters in the order of {@link NbdFamily#parameterNames()}. */
    double[] parameters();

    /**
     * Log-likelihood of one history, without the term {@code -ln x!}, which depends on the data alone; so the models
     * compare with each other. Time in days: a likelihood in weeks is larger by {@code x ln 7}.
     */
    double logLikelihood(PurchaseHistory history);

    /** Probability that the user has not left by the last visible day, in [0, 1]. */
    double probabilityAlive(PurchaseHistory history);

    /** Expected number of purchase occasions in the window, 0 or more. */
    double expectedPurchases(PurchaseHistory history, FutureWindow window);

    /** Probability of at least one purchase occasion in the window, in [0, 1]. */
    double probabilityOfPurchase(PurchaseHistory history, FutureWindow window);
}
