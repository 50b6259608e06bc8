package io.perennial.scoring.population;

import io.perennial.features.ledger.UserLedger;

/** One user of a population: what was visible, the features made of it, and the score as the batch encoded it. */
public final class PopulationRow {

    private final UserLedger ledger;
    private final double[] features;
    private final byte[] score;

    /**
     * A user's row; the arrays are kept, not copied.
     *
     * @param ledger   days before the as-of
     * @param features the vector as of the as-of, in the order of the schema, NaN for missing
     * @param score    the score row in the form the scorer writes; opaque here
     */
    public PopulationRow(UserLedger ledger, double[] features, byte[] score) {
        this.ledger = ledger;
        this.features = features;
        this.score = score;
    }

    /** The user's id. */
    public String user() {
        return ledger.user();
    }

    /** Days before the as-of. */
    public UserLedger ledger() {
        return ledger;
    }

    /** The vector as of the as-of; not to be changed. */
    public double[] features() {
        return features;
    }

    /** The score row in the form the scorer writes; not to be changed. */
    public byte[] score() {
        return score;
    }
}
