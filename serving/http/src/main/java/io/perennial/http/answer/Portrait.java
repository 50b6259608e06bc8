package io.perennial.http.answer;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.HiddenValue;
import io.perennial.features.profile.Rfm;
import io.perennial.features.profile.RfmCuts;
import io.perennial.features.profile.UserHealth;
import io.perennial.features.profile.UserPosition;
import io.perennial.features.profile.ValueDecay;
import io.perennial.features.profile.ValueHealth;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What kind of user somebody is, beside what the models say: fixed formulas of the features as of now, and of the user's own
 * past days where it takes several.
 *
 * @param rfm         empty for who never bought, and where the population has no cuts
 * @param position    quadrants and traps
 * @param health      user health index
 * @param lowDays     latest days in a row on which that was low, at most {@link UserHealth#ALARM_DAYS}
 * @param value       value health index by parts
 * @param weights     what its parts count for
 * @param valueDecay  whether it fell
 * @param hiddenValue what no order shows
 */
public record Portrait(
        Optional<Rfm> rfm,
        UserPosition position,
        UserHealth health,
        int lowDays,
        ValueHealth value,
        ValueHealth.Weights weights,
        ValueDecay valueDecay,
        HiddenValue hiddenValue) {

    /** The portrait of a user of a log, by the ledger and the row that is scored. */
    public static Portrait of(Scorer scorer, ValueHealth.Weights weights, UserLedger ledger, UserRow row) {
        double[] now = row.features();
        Past past = new Past(History.timeline(ledger), row, (FeatureSchema) scorer.schema(), scorer.cuts(), weights);
        Optional<Rfm> rfm = past.rfm(now);
        return new Portrait(
                rfm,
                UserPosition.of(now, rfm.map(Rfm::segment)),
                UserHealth.of(now),
                past.lowDays(),
                ValueHealth.of(now, rfm),
                weights,
                past.valueDecay(),
                HiddenValue.of(now));
    }

    /** Whether the user health index was low for so many days in a row that somebody should look. */
    public boolean isHealthAlarm() {
        return lowDays == UserHealth.ALARM_DAYS;
    }

    /** The value health index. */
    public OptionalDouble overallValue() {
        return value.overall(weights);
    }

    /** The user as of past days, the cuts of the population being those of now. */
    private record Past(
            History.Timeline timeline,
            UserRow row,
            FeatureSchema schema,
            Optional<RfmCuts> cuts,
            ValueHealth.Weights weights) {

        private double[] daysAgo(int days) {
            return days == 0 ? row.features() : schema.vector(timeline.asOf(row.asOf() - days));
        }

        Optional<Rfm> rfm(double[] vector) {
            return cuts.flatMap(its -> its.score(vector));
        }

        int lowDays() {
            int low = 0;
            while (low < UserHealth.ALARM_DAYS && UserHealth.of(daysAgo(low)).isLow()) {
                low++;
            }
            return low;
        }

        ValueDecay valueDecay() {
            return ValueDecay.of(IntStream.range(0, ValueDecay.MONTHS)
                    .mapToObj(month -> daysAgo(month * ValueDecay.MONTH_DAYS))
                    .map(vector -> ValueHealth.of(vector, rfm(vector)).overall(weights))
                    .toList());
        }
    }
}
