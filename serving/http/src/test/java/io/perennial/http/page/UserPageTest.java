package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.Language;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.report.Labels;
import io.perennial.http.user.ScoreParts;
import io.perennial.http.user.Wording;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.PlainText;
import io.perennial.http.words.Words;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of one user holds the numbers of the API, exactly, and says plainly where there are none. */
class UserPageTest {

    private static final int USERS = 40;
    private static final double EXACT = 1e-9;

    @TempDir
    private Path root;

    private static String path(int user) {
        return "/users/" + encoded(TinyCompany.ledgers(USERS).get(user).user());
    }

    private static String page(RunningServer server, String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    private Registry registry() {
        return Registry.at(root.resolve("registry"));
    }

    @Test
    void every_user_s_bars_and_table_add_up_to_the_number_of_the_api() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            int shown = 0;
            for (int user = 0; user < USERS; user++) {
                JsonNode told = json(server.get("/v1" + path(user) + "/explanation"));
                if (!told.has("value")) {
                    assertFalse(page(server, path(user)).contains("parts-churn"), "a chart without a score");
                    continue;
                }
                PageNumbers page = new PageNumbers(page(server, path(user)));
                assertAddsUp(page, told);
                shown++;
            }
            assertTrue(shown > 30, shown + " users have a score");
        }
    }

    private static void assertAddsUp(PageNumbers page, JsonNode told) {
        double value = told.get("value").doubleValue();
        List<Double> table = page.column("parts-churn");
        assertEquals(10, table.size(), "baseline, context, seven dimensions, score");
        assertEquals(told.at("/baseline/value").doubleValue(), table.get(0));
        assertEquals(told.get("context").doubleValue(), table.get(1));
        for (int i = 0; i < 7; i++) {
            assertEquals(told.at("/dimensions/" + i + "/contribution").doubleValue(), table.get(2 + i));
        }
        assertEquals(value, table.get(9));
        assertEquals(value, sum(table.subList(0, 9)), EXACT);
        List<Double> bars = page.bars("parts-churn");
        double pixels = bars.get(9) / value;
        assertEquals(value, sum(bars.subList(0, 9)) / pixels, 1e-3, "bars, in tenths of a percentage point");
        assertEquals(value, PageNumbers.values(page.part("churn", "div")).get(0));
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void two_days_are_told_apart_exactly_as_the_api_tells_them() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            JsonNode change = json(server.get("/v1" + path(1) + "/explanation?compareTo=2025-12-20"))
                    .get("change");
            String html = page(server, path(1) + "?from=2025-12-20&to=2026-01-01");
            List<Double> told = new PageNumbers(html).column("change");
            assertEquals(change.get("from").doubleValue(), told.get(0));
            assertEquals(change.get("model").doubleValue(), told.get(1));
            assertEquals(change.get("calibration").doubleValue(), told.get(2));
            assertEquals(change.get("context").doubleValue(), told.get(3));
            for (int i = 0; i < 7; i++) {
                assertEquals(change.at("/byDimension/" + i + "/delta").doubleValue(), told.get(4 + i));
            }
            assertEquals(change.get("to").doubleValue(), told.get(11));
            assertEquals(told.get(11), sum(told.subList(0, 11)), EXACT);
            assertTrue(html.contains("was champion on the earlier day"), "no model was champion then");
        }
    }

    @Test
    void days_that_cannot_be_compared_are_refused_beside_the_fields() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            for (String days : List.of(
                    "from=2026-01-01&to=2025-12-01", "from=2025-12-01&to=2027-01-01", "from=soon&to=2026-01-01")) {
                String html = page(server, path(1) + "?" + days);
                assertTrue(html.contains("id=\"change-wrong\" role=\"alert\""), days);
                assertTrue(html.contains("aria-invalid=\"true\""), days);
            }
            UserLedger young = TinyCompany.ledgers(USERS).stream()
                    .filter(ledger -> ledger.days().get(0).day()
                            > TinyCompany.AS_OF.minusDays(400).toEpochDay())
                    .findFirst()
                    .orElseThrow();
            LocalDate before = LocalDate.ofEpochDay(young.days().get(0).day()).minusDays(3);
            String html = page(server, "/users/" + encoded(young.user()) + "?from=" + before + "&to=2026-01-01");
            assertTrue(html.contains("had no score as of " + before), "a user who was not there yet");
            assertFalse(html.contains("<figure id=\"change\""), "a chart of nothing");
        }
    }

    @Test
    void where_only_the_model_changed_the_data_part_is_nothing_and_the_page_says_so() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            page(server, path(1));
            TinyCompany.publish(registry(), "churn", TinyCompany.churn(0.3), TinyCompany.SCHEMA);
            server.server().refresh();
            JsonNode history = json(server.get("/v1" + path(1) + "/history"));
            String then = history.at("/predictions/0/predictionId").asText();
            String html = page(server, path(1) + "?since=" + then + "&lang=zh");
            assertTrue(html.contains("模型更新"), "it does not say that the model was updated");
            List<Double> told = new PageNumbers(html).column("change");
            assertEquals(0, sum(told.subList(3, 11)), "the data part");
            assertEquals(told.get(11), told.get(0) + told.get(1) + told.get(2), EXACT);
            assertTrue(told.get(11) > told.get(0), "the new version says more");
            assertEquals(2, new PageNumbers(html).column("history").size(), "both answers, as they were served");
        }
    }

    @Test
    void months_add_up_to_the_forecast_and_the_heaviest_is_named() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            TinyCompany.publish(registry(), "trend", TinyCompany.monthlyTrend(), TinyCompany.SCHEMA);
            server.server().refresh();
            JsonNode told = json(server.get("/v1" + path(1) + "/explanation?target=trend"));
            String html = page(server, path(1));
            List<Double> months = new PageNumbers(html).column("months");
            double forecast = told.get("value").doubleValue();
            assertEquals(forecast, months.get(months.size() - 1));
            assertEquals(forecast, sum(months.subList(0, months.size() - 1)), 1e-6 * Math.max(1, forecast));
            JsonNode heaviest = null;
            for (JsonNode month : told.get("months")) {
                heaviest = heaviest == null || size(month) > size(heaviest) ? month : heaviest;
            }
            String from = heaviest.get("from").asText();
            assertTrue(html.contains(from + " to "), from + " bent the trend most");
            long known = TinyCompany.AS_OF.toEpochDay()
                    - TinyCompany.ledgers(USERS).get(1).days().get(0).day();
            assertEquals(
                    Math.min(12, (known + 29) / 30) + 6,
                    new PageNumbers(html).column("trend").size(),
                    "blocks that were, twelve at most and none before the user was known; six to come");
        }
    }

    private static double size(JsonNode month) {
        return Math.abs(month.get("contribution").doubleValue());
    }

    @Test
    void nobody_is_invited_to_contact_the_hold_out() throws Exception {
        ServerConfig everybody = ConfigBuilder.of(ServerConfig.defaults())
                .traffic(new TrafficConfig("spring", 50, 0, false))
                .build();
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS, everybody)) {
            int held = 0;
            for (int user = 0; user < 12; user++) {
                boolean mayAct = json(server.get("/v1" + path(user) + "/score"))
                        .get("mayAct")
                        .asBoolean();
                String action = new PageNumbers(page(server, path(user))).part("action", "section");
                if (!mayAct) {
                    assertTrue(action.contains("disabled aria-describedby=\"action-why\""), action);
                    assertTrue(action.contains("The user is in the hold-out"), action);
                    held++;
                }
            }
            assertTrue(held > 0, "nobody of twelve is in a hold-out of half");
        }
    }

    @Test
    void a_copy_that_is_handed_on_names_nobody_unless_asked_to() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompanyTwice(root, USERS)) {
            for (String path : List.of("/", "/users")) {
                String shown = page(server, path);
                String copy = page(server, path + "?offline=yes");
                String named = page(server, path + "?offline=named");
                boolean isAnybodyShown = false;
                for (int user = 0; user < USERS; user++) {
                    String id = "<code>" + TinyCompany.ledgers(USERS).get(user).user() + "</code>";
                    assertFalse(copy.contains(id), path + " " + id);
                    assertEquals(shown.contains(id), named.contains(id), path + " " + id);
                    isAnybodyShown |= shown.contains(id);
                }
                assertTrue(isAnybodyShown, path);
                assertFalse(copy.contains("href=\"/"), path);
                assertFalse(copy.contains("<nav"), path);
            }
        }
    }

    @Test
    void a_user_nobody_knows_and_an_erased_one_are_told_plainly() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            HttpResponse<String> unknown = server.get("/users/nobody%3Cscript%3E");
            assertEquals(404, unknown.statusCode());
            assertTrue(unknown.body().contains("&lt;script&gt;"), "the id is not escaped");
            page(server, path(3));
            server.send(
                    HttpRequest.newBuilder(server.uri("/v1" + path(3))).DELETE().build());
            HttpResponse<String> erased = server.get(path(3));
            assertEquals(404, erased.statusCode());
            assertFalse(erased.body().contains("<figure"), "something is told of an erased user");
        }
    }

    @Test
    void a_probability_keeps_the_colour_it_had_when_it_was_told_where_grades_begin_elsewhere_now() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String silent = silent(server);
            assertEquals(200, server.get("/v1" + silent + "/score").statusCode());
            TinyCompany.publishPopulation(
                    registry(),
                    server.server().state().requireScorer(),
                    root.resolve("later"),
                    new TinyCompany.Batch(TinyCompany.AS_OF.plusDays(1), "later", TinyCompany.ledgers(USERS), Map.of()),
                    new ChurnGrade.Thresholds(0.96, 0.97, 0.98, 0.99));
            server.server().refresh();
            String history = new PageNumbers(page(server, silent)).part("history", "figure");
            assertTrue(history.contains("class=\"green\""), history);
            assertTrue(history.contains("class=\"red\""), history);
        }
    }

    /** The page of somebody whose grade is red, and would be green if grades began late. */
    private static String silent(RunningServer server) throws Exception {
        for (int user = 0; user < USERS; user++) {
            double churn = json(server.get("/v1" + path(user) + "/score"))
                    .at("/score/churn_probability")
                    .doubleValue();
            if (churn > 0.7 && churn < 0.9) {
                return path(user);
            }
        }
        throw new AssertionError("nobody is silent enough");
    }

    @Test
    void a_score_that_cannot_be_is_withheld_with_its_charts() throws Exception {
        Registry registry = registry();
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0), TinyCompany.SCHEMA);
        TinyCompany.publish(registry, "ltv", TinyCompany.ltv(), TinyCompany.SCHEMA);
        ServerConfig config = ServerConfig.defaults().withDecisions(DecisionConfig.in(root.resolve("decisions")));
        try (RunningServer server = RunningServer.over(registry, config)) {
            TinyCompany.publishPopulation(
                    registry, server.server().state().requireScorer(), root.resolve("bundle"), USERS);
            TinyCompany.publish(registry, "ltv", impossible(), TinyCompany.SCHEMA);
            server.server().refresh();
            assertEquals(500, server.get("/v1" + path(1) + "/score").statusCode());
            server.post(
                    "/v1/score",
                    "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":{\"silence_days\":9}}]}");
            assertTrue(server.get("/metrics").body().contains("perennial_withheld_total{kind=\"score\"} 2.0"));
            String html = page(server, path(1));
            assertTrue(html.contains("id=\"withheld\""), html);
            assertFalse(html.contains("<figure"), "a chart of a score that is withheld");
            assertFalse(html.contains("%</data>"), "a number of a score that is withheld");
        }
    }

    @Test
    void a_score_of_a_model_without_reference_rows_says_why_its_parts_are_not_told() throws Exception {
        Registry registry = registry();
        publishAlone(registry, "churn", TinyCompany.churn(0));
        publishAlone(registry, "ltv", TinyCompany.ltv());
        try (RunningServer server = RunningServer.over(registry)) {
            TinyCompany.publishPopulation(
                    registry, server.server().state().requireScorer(), root.resolve("bundle"), USERS);
            server.server().refresh();
            String why = "made when there were fewer than ";
            PageNumbers english = new PageNumbers(page(server, path(1)));
            assertTrue(english.part("why", "section").contains(why), "the probability says nothing of its parts");
            assertTrue(english.part("value", "section").contains(why), "the value says nothing of its parts");
            PageNumbers chinese = new PageNumbers(page(server, path(1) + "?lang=zh"));
            assertTrue(chinese.part("why", "section").contains("可供对比的用户不足"));
        }
    }

    private static void publishAlone(Registry registry, String name, Graph graph) {
        Draft draft = Draft.of(TinyCompany.facts(name, TinyCompany.SCHEMA))
                .file(ModelLoader.MODEL, GraphWriter.write(graph))
                .file(ModelLoader.GOLDEN, TinyCompany.golden(graph));
        registry.promote(name, registry.publish(draft), "");
    }

    @Test
    void parts_that_miss_their_sum_leave_a_sentence_in_their_place_and_no_score_leaves_none() {
        Words words = Words.of(Language.EN, List.of(Words.REPORT, "user/user"));
        Numbers numbers = new Numbers(Language.EN, "GBP");
        Wording wording = new Wording(words, numbers, new Labels(words, numbers));
        ScoreParts.Untold untold = assertInstanceOf(
                ScoreParts.Untold.class,
                ScoreParts.of(wording, new Withheld(Withheld.Cause.SUM_FAILED, "missed"))
                        .orElseThrow());
        String said = PlainText.of(untold.why());
        assertTrue(said.startsWith("The parts do not add up to this score"), said);
        assertEquals(Optional.empty(), ScoreParts.of(wording, new Withheld(Withheld.Cause.NO_SCORE, "never active")));
    }

    /** A value that is twice what the churn probability leaves of it. */
    private static Graph impossible() {
        int width = FeatureCatalogue.features().size();
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, width));
        int churn = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int filled = graph.add(new Impute(features, Doubles.of(new double[width]), Ints.of()));
        int one = graph.add(new Select(Ints.of(filled), Ints.of(FeatureCatalogue.index("silence_days"))));
        int value = graph.add(new Linear(one, Doubles.of(0.1), 10));
        int ltv = graph.add(new Linear(graph.add(new Product(Ints.of(churn, value), Ints.of(1, 0))), Doubles.of(2), 1));
        return graph.output("value_if_retained", value)
                .output("ltv", ltv)
                .output("ltv_low", ltv)
                .output("ltv_high", ltv)
                .output("expected_purchases", value)
                .build();
    }
}
