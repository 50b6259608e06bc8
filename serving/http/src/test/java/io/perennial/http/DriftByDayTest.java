package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.quality.Drift;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift by day as a running server tells it: over HTTP, on the page, to Prometheus. */
class DriftByDayTest {

    private static final int USERS = 450;

    @TempDir
    Path root;

    private static JsonNode quality(RunningServer server, String query) throws Exception {
        HttpResponse<String> told = server.get("/v1/quality" + query);
        assertEquals(200, told.statusCode(), told.body());
        return json(told);
    }

    private static void askEverybody(RunningServer server) throws Exception {
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            server.get("/v1/users/" + encoded(ledger.user()) + "/score");
        }
    }

    @Test
    void before_the_first_score_every_day_is_there_and_nothing_is_told_of_it() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            JsonNode none = quality(server, "");
            assertEquals(30, none.get("days").size());
            assertEquals(0, none.at("/daysTogether/scores").asInt());
            assertTrue(none.at("/daysTogether/churnProbability/stability").isNull());
            assertTrue(server.get("/models/churn").body().contains("id=\"no-days\""));
            assertFalse(server.get("/metrics").body().contains("perennial_drift{"));
        }
    }

    @Test
    void today_alone_is_what_the_newest_scores_tell_however_often_each_was_given() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            askEverybody(server);
            askEverybody(server);
            JsonNode told = quality(server, "?days=2");
            assertTrue(told.get("scores").asInt() >= Drift.ENOUGH, told.toString());
            assertEquals(2, told.get("days").size());
            JsonNode today = told.at("/days/0");
            assertEquals("2026-01-04", today.get("day").asText());
            assertEquals("2026-01-03", told.at("/days/1/day").asText());
            assertEquals(0, told.at("/days/1/scores").asInt());
            for (JsonNode part : List.of(today, told.get("daysTogether"))) {
                assertEquals(told.get("scores"), part.get("scores"));
                assertEquals(told.at("/drift/churnProbability"), part.get("churnProbability"));
                assertEquals(5, part.get("movedMost").size());
                part.get("movedMost").forEach(feature -> assertTrue(isAmong(told.at("/drift/features"), feature)));
            }
            assertEquals(0, told.get("daysUnreadable").asInt());
            assertMetrics(server, today);
            assertPage(server, today);
        }
    }

    private static boolean isAmong(JsonNode features, JsonNode one) {
        for (JsonNode feature : features) {
            if (feature.equals(one)) {
                return true;
            }
        }
        return false;
    }

    private static void assertMetrics(RunningServer server, JsonNode today) throws Exception {
        String metrics = server.get("/metrics").body();
        for (String what : List.of("churn_probability", "worst_feature")) {
            var row = Pattern.compile(
                            "\nperennial_drift\\{model=\"churn\",version=\"1\",what=\"" + what + "\"} (\\S+)\n")
                    .matcher(metrics);
            assertTrue(row.find(), metrics);
            double worst = today.at("/movedMost/0/stability").asDouble();
            double index = what.equals("worst_feature")
                    ? worst
                    : today.at("/churnProbability/stability").asDouble();
            assertEquals(index, Double.parseDouble(row.group(1)), 1e-12);
        }
    }

    private static void assertPage(RunningServer server, JsonNode today) throws Exception {
        String page = server.get("/models/churn").body();
        var row = Pattern.compile("<tr data-day=\"2026-01-04\">.*?</tr>", Pattern.DOTALL)
                .matcher(page);
        assertTrue(row.find(), page);
        List<Double> shown = Pattern.compile("value=\"([^\"]+)\"")
                .matcher(row.group())
                .results()
                .map(number -> Double.valueOf(number.group(1)))
                .toList();
        assertEquals(
                List.of(
                        today.get("scores").doubleValue(),
                        today.at("/churnProbability/stability").doubleValue(),
                        today.at("/movedMost/0/stability").doubleValue(),
                        0.0),
                shown,
                row.group());
        assertTrue(server.get("/models/churn?lang=zh").body().contains("每日漂移"));
    }

    @Test
    void a_feature_that_moved_a_week_ago_shows_on_its_day_after_starts_though_today_is_steady() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        for (int back = 8; back >= 0; back--) {
            Instant now = RunningServer.NOW.minus(Duration.ofDays(back));
            try (RunningServer server = RunningServer.logging(registry, now)) {
                post(server, back == 7 ? 400 : 0);
            }
        }
        try (RunningServer server = RunningServer.logging(registry, RunningServer.NOW)) {
            JsonNode told = quality(server, "?days=9");
            for (int back = 0; back <= 8; back++) {
                JsonNode day = told.at("/days/" + back);
                assertEquals(told.at("/days/0/scores"), day.get("scores"));
                assertEquals(back == 7, day.at("/movedMost/0/stability").asDouble() > 0.25, day.toString());
            }
            assertEquals("tenure_days", told.at("/days/7/movedMost/0/id").asText());
            int today = told.at("/days/0/scores").asInt();
            assertTrue(today >= Drift.ENOUGH, today + " scores a day");
            assertEquals(9 * today, told.at("/daysTogether/scores").asInt());
        }
    }

    /** Everybody's score, their tenure moved. */
    private static void post(RunningServer server, double tenure) throws Exception {
        List<UserLedger> ledgers = TinyCompany.ledgers(USERS);
        String rows = IntStream.range(0, ledgers.size())
                .mapToObj(i -> "{\"user\":\"u" + i + "\",\"features\":{" + features(ledgers.get(i), tenure) + "}}")
                .collect(Collectors.joining(","));
        HttpResponse<String> answer = server.post("/v1/score", "{\"asOf\":\"2026-01-01\",\"rows\":[" + rows + "]}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static String features(UserLedger ledger, double tenure) {
        double[] vector = TinyCompany.vector(ledger).clone();
        vector[FeatureCatalogue.index("tenure_days")] += tenure;
        List<String> ids = TinyCompany.SCHEMA.ids();
        return IntStream.range(0, vector.length)
                .filter(i -> !Double.isNaN(vector[i]))
                .mapToObj(i -> "\"" + ids.get(i) + "\":" + vector[i])
                .collect(Collectors.joining(","));
    }

    @Test
    void a_wrong_number_of_days_is_refused_naming_it() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            for (String days : List.of("0", "91", "-1", "x", "1.5", "")) {
                HttpResponse<String> refused = server.get("/v1/quality?days=" + days);
                assertEquals(400, refused.statusCode(), days + ": " + refused.body());
                assertTrue(refused.body().contains("'days'") && refused.body().contains("1 to 90"), refused.body());
            }
            assertEquals(90, quality(server, "?days=90").get("days").size());
        }
    }
}
