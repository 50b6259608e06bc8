package io.perennial.training.trend;

/**
 * A way to learn a path, or a rule that needs no learning.
 *
 * @param id        the id of its paths
 * @param isNaive   whether it is a naive rule
 * @param readsPast whether it needs all past blocks
 * @param learner   learns it
 */
record TrendRecipe(String id, boolean isNaive, boolean readsPast, Learner learner) {

    /** Learns a path. */
    interface Learner {
        /**
         * The path.
         *
         * @param rows what to learn from
         * @param day  the day it will speak for, epoch day
         */
        TrendPath learn(BlockRows rows, int day);
    }
}
