package io.perennial.features.feature;

import io.perennial.features.ledger.History;

/**
 * What is known of one user as of one day: the only way from a history to a row that is learned from or scored.
 *
 * @param asOf       epoch day; nothing on or after it was read
 * @param everActive whether the user was ever active before it
 * @param eligible   whether the user was active lately enough to be judged
 * @param features   the schema's vector, NaN for missing
 * @param sequence   the trend's past blocks, or null where the log is too young to cover them
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of numbers; two snapshots are never compared.
public record UserSnapshot(int asOf, boolean everActive, boolean eligible, double[] features, double[] sequence) {

    private static final int SILENCE = FeatureCatalogue.index("silence_days");

    /**
     * The snapshot of a history.
     *
     * @param firstDayOfLog first day with events of anybody, epoch day
     */
    public static UserSnapshot of(History history, FeatureSchema schema, int firstDayOfLog) {
        double[] features = schema.vector(history);
        double silence = features[SILENCE];
        return new UserSnapshot(
                history.asOf(),
                !Double.isNaN(silence),
                schema.context().churn().isEligible(silence),
                features,
                TrendSequence.isCovered(firstDayOfLog, history.asOf())
                        ? TrendSequence.of(history, schema.context())
                        : null);
    }
}
