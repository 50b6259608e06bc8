package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a user tells of the user's days and features is what the ledger and the features say. */
class UserLifeTest {

    private static final int USERS = 60;
    private static final List<UserLedger> LEDGERS = TinyCompany.ledgers(USERS);
    private static final int AS_OF = (int) TinyCompany.AS_OF.toEpochDay();

    /** Which of the values in a row of the list, after the probability and its interval. */
    private static final int EXPECTED_LOSS = 3;

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.ofTinyCompany(root, USERS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String page(UserLedger ledger) throws Exception {
        var response = server.get("/users/" + encoded(ledger.user()));
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    @Test
    void every_feature_stands_on_the_page_once_with_its_value() throws Exception {
        UserLedger ledger = LEDGERS.get(1);
        String html = page(ledger);
        double[] vector = TinyCompany.vector(ledger);
        for (Feature feature : FeatureCatalogue.features()) {
            String mark = "data-trait=\"" + feature.id() + "\"";
            assertEquals(2, html.split(Pattern.quote(mark), -1).length, feature.id());
            String row = html.substring(html.indexOf(mark), html.indexOf("</tr>", html.indexOf(mark)));
            double own = vector[FeatureCatalogue.index(feature.id())];
            if (Double.isNaN(own)) {
                assertTrue(row.contains("no record"), row);
            } else if (feature.unit() != Feature.Unit.FLAG) {
                assertEquals(own, PageNumbers.values(row).get(0), feature.id());
            }
        }
    }

    @Test
    void a_chart_with_bare_amounts_on_its_axis_names_the_currency_in_its_title() throws Exception {
        String currency = TinyCompany.SCHEMA.context().log().currency();
        String html = page(LEDGERS.get(1));
        assertTrue(html.contains("Spend by block of 30 days, " + currency), html);
        assertTrue(html.contains("What the expected value is made of, " + currency), html);
        String plan = server.get("/users?capacity=20&cost=2&lang=zh").body();
        assertTrue(plan.contains("不同触达人数下的预期净收益（" + currency + "）"), plan);
    }

    @Test
    void no_month_stands_twice_below_what_the_user_did() throws Exception {
        for (UserLedger ledger : LEDGERS.subList(0, 3)) {
            List<String> months = Pattern.compile("class=\"tick middle\"[^>]*>(\\d\\d-\\d\\d)</text>")
                    .matcher(new PageNumbers(page(ledger)).part("did", "figure"))
                    .results()
                    .map(month -> month.group(1))
                    .toList();
            assertEquals(12, months.size(), "13 periods of 28 days begin in 12 months: " + months);
            assertEquals(months.stream().distinct().toList(), months);
        }
    }

    @Test
    void a_plan_tells_the_loss_of_those_to_contact_apart_from_that_of_all_who_match() throws Exception {
        String html = server.get("/users?capacity=2&cost=0.01").body();
        List<Double> told = PageNumbers.values(new PageNumbers(html).part("list-loss", "p"));
        String[] rows = new PageNumbers(html).part("users", "table").split("<th scope=\"row\">", -1);
        assertEquals(2, rows.length - 1, "as many as can be contacted");
        double both = PageNumbers.values(rows[1]).get(EXPECTED_LOSS)
                + PageNumbers.values(rows[2]).get(EXPECTED_LOSS);
        assertEquals(both, told.get(0), 1e-6);
        assertTrue(told.get(1) > told.get(0), told + " of all that match");
        List<Double> unplanned =
                PageNumbers.values(new PageNumbers(server.get("/users").body()).part("list-loss", "p"));
        assertEquals(1, unplanned.size());
    }

    @Test
    void no_block_of_spend_is_told_of_a_time_before_the_user_was_known() throws Exception {
        int cut = 0;
        for (UserLedger ledger : LEDGERS) {
            String html = page(ledger);
            if (!html.contains("id=\"trend\"")) {
                continue;
            }
            int known = ledger.days().get(0).day();
            int blocks = Math.min(12, (AS_OF - known + 29) / 30);
            String[] past = new PageNumbers(html).part("trend", "figure").split("as it was", -1);
            assertEquals(blocks, past.length - 1, ledger.user());
            cut += blocks < 12 ? 1 : 0;
        }
        assertTrue(cut > 0, "everybody was known for a year");
    }

    @Test
    void a_try_asks_one_model_twice_so_no_part_of_its_change_is_the_models() throws Exception {
        String html = server.get("/users/user%2F1/what-if?try_visits_28=2").body();
        String chart = new PageNumbers(html).part("what-if", "figure");
        assertTrue(chart.contains("before") && !chart.contains("calibration"), chart);
    }

    @Test
    void the_head_names_what_fell_and_the_grade_says_of_which_probabilities_it_is() throws Exception {
        String html = server.get("/users/user%2F1").body();
        assertTrue(html.contains("on the last purchase day"), html);
        String decay = new PageNumbers(html).part("decay", "p");
        assertTrue(decay.contains("change of visits, 28 days") && decay.contains("84 days)"), decay);
        List<Double> ends = PageNumbers.values(new PageNumbers(html).part("grade", "div"));
        assertEquals(0.2, ends.get(1) - ends.get(0), 1e-9, "a fifth of the scale");
    }

    @Test
    void where_no_cost_of_a_contact_is_stated_nothing_is_called_a_profit() throws Exception {
        String plan = new PageNumbers(server.get("/users?lang=en&saved=0.2").body()).part("profit", "figure");
        assertTrue(plan.contains("No cost of a contact is stated") && plan.contains(">20.0%<"), plan);
        assertFalse(plan.contains("expected profit") || plan.contains(">Spent<"), plan);
        String costed =
                new PageNumbers(server.get("/users?lang=en&saved=0.2&cost=0.01").body()).part("profit", "figure");
        assertTrue(
                costed.contains("saves <data value=\"0.2\"") && costed.contains("costs <data value=\"0.01\""), costed);
        assertTrue(costed.contains("expected profit") && costed.contains(">Spent<"), costed);
        String user = server.get("/users/" + encoded(atRisk()) + "?lang=en").body();
        assertTrue(user.contains("No cost of a contact is stated in the playbook"), user);
        assertFalse(user.contains("Costs <data value=\"0.0\""), user);
    }

    /** The user with the most to lose of those in red, for whom the playbook has an action. */
    private static String atRisk() throws Exception {
        return RunningServer.json(server.get("/v1/users?risk=red&limit=1"))
                .at("/users/0/user_id")
                .asText();
    }

    @Test
    void what_the_user_did_is_what_the_ledger_has() throws Exception {
        for (UserLedger ledger : LEDGERS.subList(0, 30)) {
            String html = page(ledger);
            String table = new PageNumbers(html).part("did", "figure");
            String[] rows = table.substring(table.indexOf("<tbody>")).split("<tr>", -1);
            for (int back = 13; back > 0; back--) {
                int start = AS_OF - 28 * back;
                List<LedgerDay> days = ledger.days().stream()
                        .filter(day -> day.day() >= start && day.day() < start + 28)
                        .toList();
                long active = days.stream()
                        .filter(day -> day.count(EventKind.TOUCH) == 0)
                        .count();
                int events = days.stream()
                        .flatMapToInt(day -> day.kinds().kinds().stream().mapToInt(day::count))
                        .sum();
                List<Double> told = PageNumbers.values(rows[14 - back]);
                assertEquals((double) active, told.get(0), ledger.user() + " " + back);
                assertEquals(
                        (double) events,
                        told.stream().skip(1).mapToDouble(Double::doubleValue).sum());
            }
            List<LedgerDay> newest = new ArrayList<>(ledger.days());
            Collections.reverse(newest);
            String latest = new PageNumbers(html).part("latest", "table");
            int at = 0;
            for (LedgerDay day : newest.subList(0, Math.min(12, newest.size()))) {
                int found = latest.indexOf(LocalDate.ofEpochDay(day.day()).toString(), at);
                assertTrue(found >= at, "day " + day + " in order");
                at = found;
            }
        }
    }
}
