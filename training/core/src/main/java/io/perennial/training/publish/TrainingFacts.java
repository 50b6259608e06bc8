package io.perennial.training.publish;

import io.perennial.features.feature.Schema;
import io.perennial.training.data.TrainingSet;
import java.time.LocalDate;

/**
 * What a training states of all versions that it publishes together.
 *
 * @param schema   what their scores mean
 * @param asOf     the day they speak for
 * @param outcome  which outcome they speak of, in words
 * @param rung     how much history decided how was learned; {@link #TABLE} where there is none
 * @param dataHash hash of what was learned from
 */
public record TrainingFacts(Schema schema, LocalDate asOf, String outcome, String rung, String dataHash) {

    /** The rung of a table, which has no history. */
    public static final String TABLE = "TABLE";

    /** Those of a training on snapshots. */
    public static TrainingFacts of(TrainingSet set) {
        return new TrainingFacts(
                set.schema(),
                LocalDate.ofEpochDay(set.plan().asOf()),
                "Outcome window: " + set.plan().served().horizonDays() + " days after a gap of "
                        + set.plan().served().gapDays(),
                set.plan().rung().name(),
                set.plan().dataHash());
    }
}
