package io.perennial.launcher.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.launcher.results.ResultsPage.Finished;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bars read from a result made by hand, and the page they give. */
final class ResultsPageTest {

    private static final JsonNode RESULT = json("""
            {"targets": [
               {"target": "churn", "families": [{"id": "champion", "figures": {"auc": 0.8}}]},
               {"target": "value", "families": [
                  {"id": "champion", "figures": {"rmse": {"estimate": 12.5, "low": 11, "high": 14},
                                                 "sum_ratio": {"estimate": 0.9, "low": 0.8, "high": 1.0}}},
                  {"id": "rival", "figures": {"rmse": {"estimate": 13, "low": null, "high": null},
                                              "sum_ratio": {"estimate": 1.2, "low": 1.1, "high": 1.3}}}]}],
             "periods": [{"as_of": "2025-10-01", "looks": 3}, {"as_of": "2025-12-01", "looks": 2}],
             "gap": {"estimate": 0, "low": -0.46, "high": 0.45},
             "loss": {"estimate": 0, "low": -0.45, "high": 0.46},
             "met": true,
             "ran": {"day": "2026-01-31", "seconds": 1234, "exit": 2, "said": ["column 'Churn Score' is a leak"]}}""");

    private static final String VALUE = "targets[target=value].families[id=%s].figures.%s";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Bar bar(String place, String check) {
        return Bar.of(json("{\"bar\": \"a bar\", \"value\": \"" + place + "\", " + check + "}"));
    }

    private static boolean met(String place, String check) {
        return bar(place, check).judge(RESULT).met();
    }

    @Test
    void a_place_names_one_of_a_list_by_a_field() {
        assertEquals(
                13,
                new Selector(VALUE.formatted("rival", "rmse.estimate"))
                        .in(RESULT)
                        .asDouble());
        assertTrue(new Selector(VALUE.formatted("nobody", "rmse")).in(RESULT).isMissingNode());
        assertEquals(
                0.8,
                new Selector("targets[target=churn].families.figures.auc")
                        .in(RESULT)
                        .asDouble(),
                "the only family");
        assertTrue(new Selector("targets.families").in(RESULT).isMissingNode(), "there are two targets");
        assertThrows(IllegalArgumentException.class, () -> new Selector("targets[0].families"));
        assertThrows(IllegalArgumentException.class, () -> new Selector(""));
    }

    @Test
    void a_number_is_held_against_its_bar() {
        String rmse = VALUE.formatted("champion", "rmse");
        assertTrue(met(rmse, "\"at_most\": 12.5"));
        assertFalse(met(rmse, "\"at_most\": 12.4"));
        assertTrue(met(rmse, "\"at_least\": 12.5"));
        assertTrue(met(rmse, "\"between\": [12, 13]"));
        assertFalse(met(rmse, "\"between\": [12.6, 13]"));
        assertTrue(met("targets[target=churn].families[id=champion].figures.auc", "\"at_least\": 0.8"));
    }

    @Test
    void an_interval_must_lie_wholly_on_the_better_side() {
        String rmse = VALUE.formatted("champion", "rmse");
        assertTrue(met(rmse, "\"interval_above\": 10.9"));
        assertFalse(met(rmse, "\"interval_above\": 11"));
        assertTrue(met(rmse, "\"interval_below\": 14.1"));
        assertFalse(met(rmse, "\"interval_below\": 13"));
    }

    @Test
    void a_loss_is_small_by_half_the_standard_error_of_the_rival() {
        // An interval of 3 tells a standard error of .91.
        String rmse = VALUE.formatted("champion", "rmse");
        for (String key : List.of("high_within_half_error_of", "low_within_half_error_of")) {
            String check = "\"" + key + "\": \"" + rmse + "\"";
            boolean isHigh = key.startsWith("high");
            assertTrue(met(isHigh ? "gap" : "loss", check), key);
            assertFalse(met(isHigh ? "loss" : "gap", check), key);
            assertFalse(met("gap", check.replace("champion", "nobody")), key);
        }
    }

    @Test
    void totals_are_as_close_as_those_of_a_rival_on_either_side_of_the_truth() {
        assertTrue(met(
                VALUE.formatted("champion", "sum_ratio"),
                "\"as_close_to_1_as\": \"" + VALUE.formatted("rival", "sum_ratio") + "\""));
        assertFalse(met(
                VALUE.formatted("rival", "sum_ratio"),
                "\"as_close_to_1_as\": \"" + VALUE.formatted("champion", "sum_ratio") + "\""));
    }

    @Test
    void a_refusal_must_name_every_column() {
        assertTrue(met("ran.said", "\"names\": [\"Churn Score\"]"));
        assertFalse(met("ran.said", "\"names\": [\"Churn Score\", \"CLTV\"]"));
    }

    @Test
    void what_a_result_does_not_tell_is_missed() {
        for (String check : List.of(
                "\"at_least\": 0",
                "\"at_most\": 9",
                "\"between\": [0, 9]",
                "\"interval_above\": -9",
                "\"is_true\": 1")) {
            Bar.Verdict verdict = bar("nothing.here", check).judge(RESULT);
            assertFalse(verdict.met(), check);
            assertEquals("not told", verdict.shown());
        }
        assertFalse(met(VALUE.formatted("rival", "rmse"), "\"interval_above\": 0"), "there is no interval");
    }

    @Test
    void a_bar_asks_exactly_one_thing() {
        assertThrows(IllegalArgumentException.class, () -> bar("met", "\"at_least\": 1, \"at_most\": 2"));
        assertThrows(IllegalArgumentException.class, () -> bar("met", "\"at_lest\": 1"));
    }

    @Test
    void the_page_shows_bars_first_and_leaves_out_columns_nobody_fills() {
        Table table = Table.of(json("""
                {"title": "value", "rows": "targets[target=value].families", "name": "id",
                 "columns": {"RMSE": "figures.rmse", "MAE": "figures.mae"}}"""));
        Study study = new Study(
                "shop",
                "A shop",
                "Two years.",
                List.of(List.of("table", "--label", "Churn Label")),
                "result.json",
                "",
                List.of(table),
                List.of(bar("met", "\"is_true\": true"), bar(VALUE.formatted("champion", "rmse"), "\"at_most\": 1")));
        Study other = new Study("b", "B", "", List.of(), "", "", List.of(), List.of(bar("met", "\"is_true\": true")));
        ResultsPage page = new ResultsPage(
                List.of(new Finished(study, Optional.of(RESULT)), new Finished(other, Optional.empty())),
                new FormerPage(""));
        String text = page.text();
        assertEquals("1 of 2 bars met, 1 not run", page.counts());
        assertTrue(text.contains("| [A shop](#a-shop) | a bar | 12.5000 (11 to 14) | **missed** |"), text);
        assertTrue(text.contains("| value | RMSE |\n| --- | --- |\n| champion | 12.5000 (11 to 14) |"), text);
        assertTrue(text.contains("./perennial table --label 'Churn Label'"), text);
        assertTrue(
                text.contains("Ran on 2026-01-31 in 1,234 s, ended with exit code 2. Outcomes looked at 3 times since"),
                text);
        assertTrue(text.contains("Not run yet."), text);
        List<Finished> noneRun = List.of(new Finished(study, Optional.empty()), new Finished(other, Optional.empty()));
        assertEquals(text, new ResultsPage(noneRun, new FormerPage(text)).text(), "what was not run stands as it was");
    }

    @Test
    void a_table_may_hold_words() {
        Table table = Table.of(json("""
                {"title": "asked", "rows": "lines", "name": "line", "columns": {"found": "found", "verdict": "verdict"}}"""));
        assertEquals(
                "| asked | found | verdict |\n| --- | --- | --- |\n| alive | 1.5000 | not judged |\n",
                table.text(json("""
                        {"lines": [{"line": "alive", "found": 1.5, "verdict": "not judged"}]}""")));
    }

    @Test
    void every_study_that_comes_along_can_be_read_and_asks_something() {
        List<Study> studies = Study.all();
        HashSet<String> ids = new HashSet<>();
        for (Study study : studies) {
            assertTrue(ids.add(study.id()), study.id() + " stands twice");
            assertFalse(study.commands().isEmpty(), study.id());
            assertFalse(study.bars().isEmpty(), study.id());
            assertFalse(study.title().isEmpty(), study.id());
            for (List<String> command : study.commands()) {
                assertEquals(command.get(0).equals("backtest"), command.contains("$LOOKS"), study.id());
            }
        }
        assertTrue(studies.size() >= 10, "only " + studies.size());
    }

    @Test
    void an_interval_without_an_end_tells_the_other() {
        assertEquals(
                "0.6000 (0.9000 and less)",
                Figure.of(json("{\"estimate\": 0.6, \"low\": null, \"high\": 0.9}"))
                        .text());
        Figure open = Figure.of(json("{\"estimate\": 0.6, \"low\": 0.2, \"high\": null}"));
        assertEquals("0.6000 (0.2000 and more)", open.text());
        assertEquals(
                "0.6000",
                Figure.of(json("{\"estimate\": 0.6, \"low\": null, \"high\": null}"))
                        .text());
    }
}
