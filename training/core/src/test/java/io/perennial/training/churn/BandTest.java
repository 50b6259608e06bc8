package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.evaluation.LogisticFit;
import org.junit.jupiter.api.Test;

/** How wide the calibration uncertainty of a probability is where no bootstrap can tell. */
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
            assertEquals(LogisticFit.sigmoid(logit - LOG_ODDS), band.low().get(k), 1e-12);
            assertEquals(LogisticFit.sigmoid(logit + LOG_ODDS), band.high().get(k), 1e-12);
        }
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
