package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.churn.Judging.Judged;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import org.junit.jupiter.api.Test;

/** Figures of candidates that are judged out of fold. */
final class JudgingTest {

    @Test
    void a_rule_that_says_one_rate_of_all_has_no_calibration_slope() {
        Rows rows = Company.shop(300, 300, 60).set().labelled().eligibleRows();
        Judging judging = new Judging(new Split(rows, rows, rows, false));
        Judged rate = judging.judge(NaiveRecipe.baseRate(), 1);
        Judged silence = judging.judge(NaiveRecipe.silence(), 1);
        double ofOneRate = judging.candidate(rate, rate, 1).judged().slope();
        assertTrue(Double.isNaN(ofOneRate), "folds were told different rates, " + ofOneRate);
        assertTrue(Double.isFinite(judging.candidate(silence, rate, 1).judged().slope()));
    }
}
