package io.perennial.http.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.Language;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Words;
import org.junit.jupiter.api.Test;

/** Names that are made of parts. */
class LabelsTest {

    private static Labels labels(Language language) {
        return new Labels(Words.of(language), new Numbers(language, "EUR"));
    }

    @Test
    void a_mean_of_candidates_is_named_by_them() {
        assertEquals(
                "Mean of Gradient boosted trees, Logistic regression",
                labels(Language.EN).candidate("mean:xgboost+logistic"));
        assertEquals("平均：梯度提升树、逻辑回归", labels(Language.ZH).candidate("mean:xgboost+logistic"));
        assertEquals("价值分摊与指数平滑的平均", labels(Language.ZH).candidate("mean:ltv_path+smoothing"));
    }

    @Test
    void the_calibrated_rule_of_silence_is_told_from_the_bare_order_and_from_the_cut() {
        assertEquals("The longer silent, the likelier gone", labels(Language.EN).candidate("naive:silence"));
        assertEquals("Silence alone, longest first", labels(Language.EN).candidate("silence"));
        assertEquals("沉默超过某一天数", labels(Language.ZH).candidate("naive:hiatus"));
    }

    @Test
    void a_figure_of_a_shorter_window_than_the_served_is_told_as_one() {
        assertEquals("Log loss, over the window learned on", labels(Language.EN).figure("learned_window_log_loss"));
        assertEquals("对数损失（按学习所用的较短结果窗口）", labels(Language.ZH).figure("learned_window_log_loss"));
    }

    @Test
    void a_line_of_the_wrong_length_says_how_many_columns_it_has() {
        assertEquals("line has 3 columns, not 10", labels(Language.EN).quarantine("has 3 columns, not 10"));
        assertEquals("列数为 3，应为 10", labels(Language.ZH).quarantine("has 3 columns, not 10"));
    }

    @Test
    void a_user_called_null_is_told_from_a_user_who_is_missing() {
        assertEquals("user is missing: 'NULL'", labels(Language.EN).quarantine("user is missing: 'NULL'"));
        assertEquals("缺少用户: 'NULL'", labels(Language.ZH).quarantine("user is missing: 'NULL'"));
    }
}
