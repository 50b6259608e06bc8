package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.perennial.features.profile.Decay;
import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import org.junit.jupiter.api.Test;

/** Rules a company has without learning, where they change their mind. */
final class NaiveRecipeTest {

    private static final Rows ROWS = Company.shop(250, 300, 60).set().labelled().eligibleRows();

    private static double declined(ChurnScore score, double activeDays, double basket) {
        double[] row = ROWS.features(0).clone();
        row[ROWS.data().column("active_days_change_28")] = activeDays;
        row[ROWS.data().column("basket_change_84")] = basket;
        return score.learned().predict(new double[][] {row})[0];
    }

    @Test
    void who_is_down_by_exactly_the_limits_has_declined_as_the_known_rule_has_it() {
        ChurnScore score = NaiveRecipe.decline().fit(ROWS, 1);
        double met = declined(score, -0.9, -0.9);
        assertEquals(met, declined(score, Decay.ACTIVE_DAYS_LIMIT, Decay.BASKET_LIMIT), 0);
        assertNotEquals(met, declined(score, Math.nextUp(Decay.ACTIVE_DAYS_LIMIT), Decay.BASKET_LIMIT));
        assertNotEquals(met, declined(score, Decay.ACTIVE_DAYS_LIMIT, Math.nextUp(Decay.BASKET_LIMIT)));
    }
}
