package io.perennial.http.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.HttpMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run on a customer table, from the file such a run writes. */
class TablePageTest {

    private static final String FOUND = """
            {"rung": "TABLE", "as_of": "2026-01-31", "label": "Churn", "churned": "Yes", "rows": 7043, "churners": 1869,
             "repeats": 5, "folds": 10, "version": 1,
             "groups": {"tenure, Contract": ["tenure", "Contract"], "": ["<b>gender</b>"]},
             "notes": ["'TotalCharges' is missing in 11 rows"],
             "candidates": [
              {"id": "chosen", "auc": 0.8504, "log_loss": 0.4098, "brier": 0.133, "slope": 1.001, "intercept": 0.01,
               "intercept_low": -0.05, "intercept_high": 0.07, "ece": 0.008, "ece_noise": 0.012, "lift": 2.87,
               "profit": 10.34, "difference": {"estimate": 0, "low": 0, "high": 0}},
              {"id": "naive:base_rate", "auc": 0.5, "log_loss": 0.5787, "brier": 0.195, "slope": null, "intercept": 0,
               "intercept_low": -0.05, "intercept_high": 0.05, "ece": 0.01, "ece_noise": 0.012, "lift": 1.0,
               "profit": 6.78, "difference": {"estimate": -0.169, "low": -0.178, "high": -0.16}}],
             "comparisons": [
              {"rival": "plain", "auc": {"estimate": 0.0048, "low": 0.003, "high": 0.0066},
               "log_loss": {"estimate": -0.0075, "low": -0.0098, "high": -0.0052},
               "profit": {"estimate": 0.04, "low": -0.02, "high": 0.1}, "auc_margin": 0.002, "log_loss_margin": 0.002,
               "is_not_inferior": true}], "worse_than_plain": false,
             "calibration": [{"rows": 3522, "predicted": 0.05, "actual": 0.06}, {"rows": 3521, "predicted": 0.5, "actual": 0.47}],
             "deciles": [{"decile": 1, "rows": 704, "predicted": 0.75, "actual": 0.76}],
             "profits": [{"contacts": 0, "chosen": 0, "plain": 0, "random": 0},
              {"contacts": 7043, "chosen": 40000, "plain": 40000, "random": 40000}],
             "causes": [{"column": "Contract", "raises": true, "customers": 1200}],
             "grades": {"R1": 5000, "R5": 2043}, "explained": 7043}
            """;

    @TempDir
    private Path run;

    private final StringWriter err = new StringWriter();

    private int report() {
        return HttpMain.run(new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), new String[] {
            "report", "--table", run.toString()
        });
    }

    private void found(String json) throws IOException {
        Files.createDirectories(run.resolve("training"));
        Files.writeString(run.resolve("training").resolve("evaluation.json"), json);
    }

    @Test
    void a_page_in_each_language_shows_figures_rivals_causes_and_charts() throws IOException {
        found(FOUND);
        assertEquals(0, report(), err.toString());
        String en = Files.readString(run.resolve("report").resolve("index.html"));
        String zh = Files.readString(run.resolve("report").resolve("index.zh.html"));
        assertTrue(en.contains("tell who leaves (Churn = Yes) better than chance"), en);
        assertTrue(en.contains("not inferior to “Plain logistic regression”"), en);
        assertTrue(zh.contains("普通逻辑回归"), zh);
        for (String page : new String[] {en, zh}) {
            assertTrue(page.contains("0.8504") && page.contains("10.34") && page.contains("Contract"), page);
            assertTrue(page.contains("id=\"calibration\"") && page.contains("id=\"profit\""), page);
            assertFalse(page.contains("<b>gender"), "a column's name became markup");
        }
    }

    @Test
    void a_model_that_plain_regression_beats_beyond_chance_is_told_in_the_headline() throws IOException {
        found(FOUND.replace("\"worse_than_plain\": false", "\"worse_than_plain\": true"));
        assertEquals(0, report(), err.toString());
        String en = Files.readString(run.resolve("report").resolve("index.html"));
        String zh = Files.readString(run.resolve("report").resolve("index.zh.html"));
        assertTrue(en.contains("but plain logistic regression does it better beyond chance"), en);
        assertTrue(zh.contains("普通逻辑回归更好"), zh);
    }

    @Test
    void a_folder_without_a_table_says_what_to_do() throws IOException {
        assertEquals(2, report());
        assertTrue(err.toString().contains("perennial run --table FILE --out"), err.toString());
        found("{\"rung\": \"CROSS_FITTED\"}");
        assertEquals(2, report());
        assertTrue(err.toString().contains("is of a log"), err.toString());
    }
}
