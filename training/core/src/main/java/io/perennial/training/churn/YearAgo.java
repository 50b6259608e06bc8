package io.perennial.training.churn;

import io.perennial.training.data.Rows;

/**
 * The window one year before the as-of, which has the season of the coming one and so gives the level.
 *
 * @param rows   its rows
 * @param scores their log-odds scores
 * @param trust  how far the level is drawn to it, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // A column over the rows, never compared.
record YearAgo(Rows rows, double[] scores, double trust) {

    /** A curve of the latest window at the level of this one. */
    Calibrator levelOf(Calibrator latest) {
        return latest.withLevelOf(scores, rows.churned(), rows.weights());
    }

    /** The same, as far as this window is trusted. */
    Calibrator levelled(Calibrator latest) {
        return latest.towards(levelOf(latest), trust);
    }

    /**
     * A curve of the latest window at the level of some rows of this one, as far as it is trusted.
     *
     * @param weights of these rows
     */
    Calibrator levelled(Calibrator latest, Sample some, double[] weights) {
        return latest.towards(latest.withLevelOf(some.scores(), some.churned(), weights), trust);
    }
}
