package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Rung;
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

    @Test
    void the_published_gap_to_the_naive_rule_is_of_the_rows_that_all_other_published_figures_are_of() {
        Rows rows = Company.shop(900, 420, 60).set().labelled().eligibleRows();
        Judging judging = new Judging(Split.of(rows, Rung.THREE_PERIODS));
        assertTrue(judging.split().temporal());
        Judged rate = judging.judge(NaiveRecipe.baseRate(), 1);
        Judged silence = judging.judge(NaiveRecipe.silence(), 1);
        Candidate judged = judging.candidate(silence, rate, 1);
        double less = judged.judged().logLoss()
                - judging.candidate(rate, rate, 1).judged().logLoss();
        assertEquals(less, judged.metrics().get("log_loss_gap_to_naive").value(), 1e-12);
        assertNotEquals(judged.gap().estimate(), judged.reportedGap().estimate());
    }
}
