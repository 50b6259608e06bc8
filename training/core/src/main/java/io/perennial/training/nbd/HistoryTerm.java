package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;

/** What one purchase history adds to a log-likelihood, at fixed parameters; histories come by rising repeats. */
sealed interface HistoryTerm permits NbdTerm, GeometricTerm, ParetoTerm {

    /** A member of the family: its term at given parameters. */
    @FunctionalInterface
    interface Family {
        HistoryTerm at(double[] parameters);
    }

    /** Adds value and derivatives, in the parameters themselves, of a history shared by {@code weight} users. */
    void add(PurchaseHistory history, double weight, Expansion into);
}
