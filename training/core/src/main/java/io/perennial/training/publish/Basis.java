package io.perennial.training.publish;

import io.perennial.features.feature.Schema;
import io.perennial.training.data.TrainingSet;
import java.time.LocalDate;

/**
 * What versions rest on, the same for all that are published together.
 *
 * @param schema   what their scores mean
 * @param asOf     the day they speak for
 * @param outcome  which outcome they speak of, in words
 * @param rung     how much history decided how was learned; {@link #TABLE} where there is none
 * @param dataHash hash of what was learned from
 */
public record Basis(Schema schema, LocalDate asOf, String outcome, String rung, String dataHash) {

    /** The rung of a table, which has no history. */
    public static final String TABLE = "TABLE";

    /** The basis of models learned from snapshots. */
    public static Basis of(TrainingSet set) {
        return new Basis(
                set.schema(),
                LocalDate.ofEpochDay(set.plan().asOf()),
                "Outcome window: " + set.plan().served().horizonDays() + " days after a gap of "
                        + set.plan().served().gapDays(),
                set.plan().rung().name(),
                set.plan().dataHash());
    }
}
