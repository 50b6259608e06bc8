package io.perennial.training.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of which day the NBD family is that speaks of a row. */
class FamilyByDayTest {

    private final TrainingSet set = Company.shop(150, 400, 60).leaving(1.0 / 90).set();
    private final PurchaseFits fits = new PurchaseFits(set);
    private final FamilyByDay silence =
            new FamilyByDay(fits, family -> family.churn(set.plan().learned()));

    @Test
    void each_row_is_spoken_of_by_the_fit_to_what_was_visible_on_its_day() {
        Rows rows = set.labelled().eligibleRows();
        double[] said = silence.predict(rows);
        for (int day : days(rows)) {
            Rows some = rows.where(i -> rows.asOf(i) == day);
            double[] own = PurchaseProcess.fit(some).churn(set.plan().learned()).predict(some.features());
            assertArrayEquals(own, rows.pick(said, some), "as of " + day);
        }
    }

    @Test
    void a_later_period_is_not_judged_by_the_fit_of_the_day_learned_on() {
        assertEquals(Rung.THREE_PERIODS, set.plan().rung());
        Split split = Split.of(set.labelled().eligibleRows(), set.plan().rung());
        assertTrue(split.temporal());
        double[] stale = fits.of(split.learn())
                .churn(set.plan().learned())
                .predict(split.report().features());
        assertFalse(Arrays.equals(stale, silence.predict(split.report())));
    }

    @Test
    void what_is_served_is_todays_fit() {
        Rows now = set.current().all();
        double[] today = fits.today().orElseThrow().churn(set.plan().learned()).predict(now.features());
        assertArrayEquals(today, silence.predict(now.features()));
        assertArrayEquals(today, silence.predict(now));
    }

    private static int[] days(Rows rows) {
        return IntStream.range(0, rows.size()).map(rows::asOf).distinct().toArray();
    }
}
