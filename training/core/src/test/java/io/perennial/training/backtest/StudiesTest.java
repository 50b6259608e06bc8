package io.perennial.training.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Dimension;
import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is taken from a recipe that is learned again, and what is left to it. */
final class StudiesTest {

    private static final TrainingSet WHOLE = Company.shop(60, 900, 60).set();

    @Test
    void hiding_a_dimension_leaves_the_trust_in_the_level_as_it_was() {
        double trust = trust(WHOLE);
        assertTrue(trust > 0, "the log was " + trust + " of a look-back old");
        for (Dimension dimension : Dimension.values()) {
            assertEquals(trust, trust(Studies.without(WHOLE, dimension)), dimension.id());
        }
    }

    @Test
    void a_hidden_dimension_is_missing_in_every_row_and_the_others_are_not() {
        Rows hidden = Studies.without(WHOLE, Dimension.CONTEXT).labelled().eligibleRows();
        int tenure = hidden.data().column("tenure_days");
        int silence = hidden.data().column("silence_days");
        assertTrue(Arrays.stream(hidden.featuresToLearn()).allMatch(row -> Double.isNaN(row[tenure])));
        assertTrue(Arrays.stream(hidden.featuresToLearn()).noneMatch(row -> Double.isNaN(row[silence])));
    }

    private static double trust(TrainingSet set) {
        return set.trustIn(set.oneYearBefore(set.labelled().eligibleRows()));
    }
}
