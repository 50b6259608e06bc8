package io.perennial.http.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.Language;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.PlainText;
import io.perennial.http.words.Words;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the page of a back-test writes of differences and of models. */
class BacktestPageTest {

    private static BacktestPage page(Language language) {
        Words words = Words.of(language);
        Numbers numbers = new Numbers(language, "CNY");
        return new BacktestPage(null, words, numbers, new Labels(words, numbers));
    }

    private static Backtest.Target target(String id, String gate) {
        return new Backtest.Target(
                id,
                gate,
                0,
                0,
                "",
                List.of(),
                new Backtest.Part("", 0, List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void both_ends_of_a_difference_have_their_sign_before_the_amount_and_a_word_between_them() {
        Estimate gap = new Estimate(27, -91, 145);
        Backtest.Target value = target("value", "rmse");
        assertEquals(
                "\u2212CNY 91.00 to +CNY 145", PlainText.of(page(Language.EN).range(value, "rmse", gap)));
        assertEquals("\u221291.00 元 至 +145 元", PlainText.of(page(Language.ZH).range(value, "rmse", gap)));
        assertEquals(
                "\u22120.0100 to +0.0200",
                PlainText.of(page(Language.EN)
                        .range(target("churn", "log_loss"), "log_loss", new Estimate(0, -0.01, 0.02))));
        assertEquals(
                "\u22121.0%", page(Language.EN).signed(value, "coverage", -0.01).text());
    }

    @Test
    void an_interval_without_an_end_tells_the_other() {
        Estimate below = new Estimate(0.6, Double.NEGATIVE_INFINITY, 0.9);
        assertEquals("0.90 and less", PlainText.of(page(Language.EN).ends(below, 2)));
        assertEquals(
                "+0.9000 及以下", PlainText.of(page(Language.ZH).range(target("churn", "log_loss"), "log_loss", below)));
        Estimate open = new Estimate(0.6, 0.2, Double.POSITIVE_INFINITY);
        assertEquals("0.20 and more", PlainText.of(page(Language.EN).ends(open, 2)));
        assertEquals("0.20 及以上", PlainText.of(page(Language.ZH).ends(open, 2)));
        assertEquals(
                "0.200 \u2013 0.900",
                PlainText.of(
                        page(Language.EN).ends(target("churn", "log_loss"), "sum_ratio", new Estimate(0.6, 0.2, 0.9))));
    }

    @Test
    void only_where_there_is_a_currency_does_a_title_name_it() {
        assertEquals("Profit, GBP", new Numbers(Language.EN, "GBP").inMoney("Profit"));
        assertEquals("净收益（元）", new Numbers(Language.ZH, "CNY").inMoney("净收益"));
        assertEquals("Profit", new Numbers(Language.EN, "").inMoney("Profit"));
    }

    @Test
    void models_that_would_have_been_served_have_their_names_in_the_reader_s_language() {
        Map<String, String> champions = new TreeMap<>(Map.of("churn", "naive:silence", "ltv", "nbd"));
        Backtest.Day day = new Backtest.Day(
                "2026-01-01", "2026-01-04", "2026-04-04", "THREE_PERIODS", 1, 0, champions, Map.of(), 1);
        String chinese = page(Language.ZH).champions(day);
        assertEquals("流失：", chinese.substring(0, 3));
        assertEquals(1, chinese.split("价值：", -1).length - 1, chinese);
        assertEquals(0, chinese.split("churn|ltv", -1).length - 1, chinese);
    }
}
