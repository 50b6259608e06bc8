package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.graph.Activation;
import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.LogisticFit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How wide the calibration uncertainty of a probability is. */
class BandTest {

    private static final double LOG_ODDS = 0.25;

    @Test
    void one_user_leaves_most_of_the_line_open() {
        Band band = Band.wide(LOG_ODDS, 1);
        for (int k = 1; k < band.knots().size() - 1; k++) {
            double width = band.high().get(k) - band.low().get(k);
            assertTrue(width > 0.7, "at " + band.knots().get(k) + " the band is only " + width + " wide");
        }
    }

    @Test
    void many_users_leave_what_is_asked_for() {
        Band band = Band.wide(LOG_ODDS, 100_000);
        for (int k = 1; k < band.knots().size() - 1; k++) {
            double logit = LogisticFit.logit(band.knots().get(k));
            assertEquals(Activation.SIGMOID.of(logit - LOG_ODDS), band.low().get(k), 1e-12);
            assertEquals(Activation.SIGMOID.of(logit + LOG_ODDS), band.high().get(k), 1e-12);
        }
    }

    @Test
    void four_times_the_users_make_it_half_as_wide_however_few_of_them_are_resampled() {
        Rows many =
                Company.shop(24_000, 150, 30).set().labelled().eligibleRows().newest();
        Rows few = many.where(i -> i % 4 == 0);
        assertTrue(many.size() > 12_000, many.size() + " rows are all resampled");
        assertEquals(0.5, width(many) / width(few), 0.08);
    }

    @Test
    void few_users_a_year_ago_leave_the_level_open_however_many_there_are_now() {
        Rows rows = Company.shop(4_000, 150, 30).set().labelled().eligibleRows();
        Rows now = rows.newest();
        int day = rows.asOf(0);
        Rows then = rows.where(i -> rows.asOf(i) == day);
        assertTrue(day < now.asOf(0) && then.size() > 1_000, then.size() + " users");
        Rows few = then.where(i -> i < 200);
        assertTrue(width(now, Optional.of(few)) > 2 * width(now, Optional.of(then)));
        assertTrue(width(now, Optional.of(few)) > 2 * width(now, Optional.empty()));
    }

    /** In log-odds, in the middle of a curve that says how long the silence is. */
    private static double width(Rows rows) {
        return width(rows, Optional.empty());
    }

    private static double[] scores(Rows rows) {
        int silence = rows.data().column("silence_days");
        return rows.of(i -> rows.features(i)[silence] / 30 - 1);
    }

    private static double width(Rows rows, Optional<Rows> yearAgo) {
        double[] scores = scores(rows);
        Optional<YearAgo> level = yearAgo.map(then -> new YearAgo(then, scores(then), 1));
        Calibrator fitted = Calibrator.fit(Calibrator.Kind.PLATT, scores, rows.churned(), rows.weights());
        Band band = Band.of(rows, scores, level, fitted, Calibrator.Kind.PLATT, 0, 3);
        int middle = band.knots().size() / 2;
        return LogisticFit.logit(band.high().get(middle))
                - LogisticFit.logit(band.low().get(middle));
    }

    @Test
    void nobody_seen_is_nothing_known() {
        Band band = Band.wide(LOG_ODDS, 0);
        for (int k = 1; k < band.knots().size() - 1; k++) {
            assertEquals(0, band.low().get(k));
            assertEquals(1, band.high().get(k));
        }
    }
}
