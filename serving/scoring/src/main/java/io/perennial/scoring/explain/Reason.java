package io.perennial.scoring.explain;

import io.perennial.features.feature.Part;

/**
 * One reason for a score, in words. Its size is the dimension's, its words are those of the dimension's strongest
 * feature that pulls the same way.
 *
 * @param rank         1 for the strongest
 * @param code         stable id, a {@link ReasonCode}
 * @param dimension    whose contribution it is
 * @param feature      id of the feature in words; empty where no single feature of the dimension pulls its way
 * @param contribution the dimension's contribution, unit of the score
 * @param value        the user's own value of the feature; NaN for no record and for a category
 * @param peer         how peers stand; {@link Peer#NONE} where they can't be compared with
 * @param separable    whether it is surely stronger than the next reason: their intervals do not overlap
 * @param en           the reason in English
 * @param zh           the reason in Chinese
 */
public record Reason(
        int rank,
        String code,
        Part dimension,
        String feature,
        double contribution,
        double value,
        Peer peer,
        boolean separable,
        String en,
        String zh) {

    /**
     * How a group of users like this one stands in the feature.
     *
     * @param en         the group in English words, empty for none
     * @param zh         the group in Chinese words, empty for none
     * @param percentile share of those with a record whose value is strictly less, in [0, 1]
     * @param median     median of those with a record
     */
    public record Peer(String en, String zh, double percentile, double median) {

        /** Nobody to compare with. */
        public static final Peer NONE = new Peer("", "", Double.NaN, Double.NaN);

        /** Whether there is somebody to compare with. */
        public boolean isKnown() {
            return !Double.isNaN(percentile);
        }
    }
}
