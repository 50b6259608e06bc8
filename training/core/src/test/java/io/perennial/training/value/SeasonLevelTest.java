package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The window that totals are brought to. */
final class SeasonLevelTest {

    private final TrainingSet set = Company.shop(500, 900, 60).set();
    private final LabelledSnapshots data = set.labelled();

    @Test
    void users_who_did_not_buy_a_year_ago_tell_nothing_of_the_season_however_many() {
        assertTrue(SeasonLevel.of(set, data.eligibleRows()).seasonSeen());
        int day = set.oneYearBefore(data.eligibleRows()).asOf(0);
        int[] occasions = data.occasions().clone();
        int buyers = 0;
        for (int i = 0; i < occasions.length; i++) {
            if (data.asOfs()[i] == day && occasions[i] > 0 && ++buyers > 10) {
                occasions[i] = 0;
            }
        }
        Rows quiet =
                Outcomes.of(data, data.active(), occasions, data.valueMinor()).eligibleRows();
        assertTrue(set.oneYearBefore(quiet).size() > 200);
        assertFalse(SeasonLevel.of(set, quiet).seasonSeen());
    }

    @Test
    void it_says_how_well_its_users_tell_the_factor() {
        SeasonLevel level = SeasonLevel.of(set, data.eligibleRows());
        Rows window = level.window();
        double[] came = set.values(window);
        assertTrue(level.note(came, came).endsWith(", whose users tell it to within 0.0 % (90 %)"));
        double[] twos = window.of(i -> 2 * (i % 2));
        double mean = Arrays.stream(twos).average().orElseThrow();
        double squares = Arrays.stream(twos).map(x -> (x - mean) * (x - mean)).sum();
        String wanted = String.format(
                Locale.ROOT,
                "%.1f %%",
                164.5 * Math.sqrt(squares) / Arrays.stream(twos).sum());
        String noted = level.note(window.of(i -> 1), twos);
        assertTrue(noted.contains(wanted), noted + " is not within " + wanted);
    }
}
