package io.perennial.http.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.feature.Language;
import io.perennial.http.report.Report.Judged;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.PlainText;
import io.perennial.http.words.Words;
import io.perennial.scoring.model.ModelId;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is said of candidates follows from the figures that stand beside it. */
class JudgedTextTest {

    private static final String CHURN = """
            {"churn": {"family": "xgboost", "naive": false, "judged_on": "", "verdict": "", "notes": [], "candidates": [
              {"id": "naive:silence", "naive": true, "judged": {"log_loss": 0.42},
               "log_loss": {"estimate": 0.42, "low": 0.4, "high": 0.44},
               "gap": {"estimate": 0, "low": 0, "high": 0}, "reported_gap": {"estimate": 0, "low": 0, "high": 0}},
              {"id": "logistic", "naive": false, "judged": {"log_loss": 0.419},
               "log_loss": {"estimate": 0.419, "low": 0.4, "high": 0.44},
               "gap": {"estimate": -0.016, "low": -0.024, "high": -0.009},
               "reported_gap": {"estimate": -0.001, "low": -0.008, "high": 0.006}},
              {"id": "xgboost", "naive": false, "judged": {"log_loss": 0.407},
               "log_loss": {"estimate": 0.407, "low": 0.39, "high": 0.43},
               "gap": {"estimate": -0.021, "low": -0.028, "high": -0.015},
               "reported_gap": {"estimate": -0.013, "low": -0.019, "high": -0.007}}]}}
            """;

    private static final String TREND = """
            {"trend": {"family": "ltv_path", "naive": false, "judged_on": "", "verdict": "", "notes": [], "candidates": [
              {"id": "ltv_path", "naive": false, "rmse": 184.96, "gap": {"estimate": 0, "low": 0, "high": 0}},
              {"id": "last_period", "naive": true, "rmse": 225.92,
               "gap": {"estimate": 16830, "low": 8895, "high": 25908}},
              {"id": "recent_mean", "naive": true, "rmse": 179.88,
               "gap": {"estimate": -1853, "low": -9922, "high": 3195}}]}}
            """;

    private static Judged judged(String json) throws IOException {
        return Evaluation.read(new Facts("evaluation.json", "", new ObjectMapper().readTree(json)))
                .get(0);
    }

    private static JudgedText text(Language language) {
        Words words = Words.of(language);
        Numbers numbers = new Numbers(language, "CNY");
        return new JudgedText(words, numbers, new Labels(words, numbers));
    }

    private static String standing(Judged judged, int candidate) {
        return text(Language.EN).standing(judged.candidates().get(candidate).gap());
    }

    @Test
    void better_is_who_is_better_on_the_rows_whose_figures_are_shown() throws IOException {
        Judged churn = judged(CHURN);
        assertEquals("is that rule", standing(churn, 0));
        assertEquals("no clear difference", standing(churn, 1), "clearly better only where it was chosen");
        assertEquals("better", standing(churn, 2));
        assertEquals("Against the best naive rule", text(Language.EN).standingHead(churn));
        assertFalse(text(Language.EN).isWithinChance(churn));
    }

    @Test
    void where_only_the_gap_of_the_rows_of_choice_is_told_the_column_says_so() throws IOException {
        Judged churn = judged(CHURN.replaceAll("reported_gap", "not_read"));
        assertEquals("better", standing(churn, 1));
        assertEquals(
                "Against the best naive rule, on the rows of the choice",
                text(Language.EN).standingHead(churn));
    }

    @Test
    void a_served_version_that_a_naive_rule_outdid_by_more_than_chance_is_said_to_be_worse() throws IOException {
        JudgedText english = text(Language.EN);
        assertFalse(english.isWorse(judged(CHURN)));
        assertFalse(english.isWorse(judged(TREND)), "chance alone may have made this difference");
        Judged behind = judged(CHURN.replace("\"estimate\": 0.407", "\"estimate\": 0.507")
                .replace(
                        "\"estimate\": -0.013, \"low\": -0.019, \"high\": -0.007",
                        "\"estimate\": 0.08, \"low\": 0.07, \"high\": 0.1"));
        assertTrue(english.isWorse(behind));
        assertEquals(
                "churn 2 did worse than the naive rule “The longer silent, the likelier gone” when it was judged",
                PlainText.of(english.worse(behind, new ModelId("churn", 2, ""))));
        assertTrue(PlainText.of(text(Language.ZH).worse(behind, new ModelId("churn", 2, "")))
                .contains("不如朴素规则"));
    }

    @Test
    void where_chance_was_not_measured_nothing_is_said_to_be_worse() throws IOException {
        Judged unmeasured = judged(CHURN.replace("\"estimate\": 0.42,", "\"estimate\": 0.45,")
                .replace("\"id\": \"logistic\", \"naive\": false", "\"id\": \"naive:hiatus\", \"naive\": true")
                .replace("\"estimate\": 0.419", "\"estimate\": 0.4069"));
        JudgedText english = text(Language.EN);
        assertFalse(english.isWorse(unmeasured));
        String verdict = PlainText.of(english.verdict(unmeasured));
        assertTrue(verdict.contains("9.6% below that of the best naive rule"), verdict);
    }

    @Test
    void a_served_rule_is_not_said_to_be_outdone_by_itself_before_calibration() throws IOException {
        Judged rule = judged("""
                {"ltv": {"family": "naive:year_rate", "naive": true, "judged_on": "", "verdict": "", "notes": [], "candidates": [
                  {"id": "naive:year_rate", "naive": true, "judged": {"rmse": 1300},
                   "squared": {"estimate": 1690000, "low": 1000000, "high": 2560000},
                   "gap": {"estimate": 0, "low": 0, "high": 0}, "reported_gap": {"estimate": 0, "low": 0, "high": 0}},
                  {"id": "naive:year_rate", "naive": true, "as_it_stands": true, "judged": {"rmse": 1250},
                   "squared": {"estimate": 1562500, "low": 1000000, "high": 2250000},
                   "gap": {"estimate": -9, "low": -30, "high": -5},
                   "reported_gap": {"estimate": -9, "low": -30, "high": -5}}]}}
                """);
        assertTrue(text(Language.EN).betterRule(rule).isEmpty());
        assertFalse(text(Language.EN).isWorse(rule));
    }

    @Test
    void where_another_naive_rule_than_the_served_one_did_better_it_is_named() throws IOException {
        Judged rule = judged("""
                {"ltv": {"family": "nbd:gamma_gamma", "naive": true, "judged_on": "", "verdict": "", "notes": [], "candidates": [
                  {"id": "nbd:gamma_gamma", "naive": true, "judged": {"rmse": 1300},
                   "squared": {"estimate": 1690000, "low": 1000000, "high": 2560000}},
                  {"id": "naive:year_rate", "naive": true, "judged": {"rmse": 1250},
                   "squared": {"estimate": 1562500, "low": 1000000, "high": 2250000}}]}}
                """);
        String said = PlainText.of(text(Language.EN).betterRule(rule).orElseThrow());
        assertTrue(said.endsWith("does better: CNY 1,250 against CNY 1,300; the choice was made on other rows."), said);
        assertTrue(text(Language.EN).betterRule(judged(CHURN)).isEmpty());
    }

    @Test
    void a_trend_is_compared_with_its_best_naive_rule_and_what_chance_may_have_made_is_called_so() throws IOException {
        Judged trend = judged(TREND);
        assertEquals(
                "Served: “Value spread by season”. Its root mean squared error is 2.8% above that of the best naive rule,"
                        + " “Mean of the last six blocks”.",
                PlainText.of(text(Language.EN).verdict(trend)));
        assertTrue(text(Language.EN).isWithinChance(trend));
        String chinese = PlainText.of(text(Language.ZH).verdict(trend));
        assertTrue(chinese.contains("2.8%") && !chinese.contains("没有可比较的朴素规则"), chinese);
    }
}
