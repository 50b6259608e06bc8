package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.TinyCompany.Batch;
import io.perennial.http.answer.Subject;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over HTTP: what is kept, what is refused, and what the next score sees. */
class LiveEventsTest {

    private static final LocalDate LIVE_AS_OF = LocalDate.of(2026, 1, 5);
    private static final List<UserLedger> LEDGERS = TinyCompany.ledgers(60);
    private static final UserLedger SOMEBODY = LEDGERS.get(7);

    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.ofTinyCompany(root, 60);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_next_score_sees_an_event_as_the_batch_would_have() throws Exception {
        assertOutcomes(List.of("accepted"), post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "a", 12.5)));
        JsonNode answer = score(SOMEBODY.user());
        UserLedger grown = SOMEBODY.plus(List.of(purchase("2026-01-03", 1_250)));
        assertScored(grown, LIVE_AS_OF, answer);
        assertTrue(answer.get("dayInProgress").booleanValue());
        assertEquals("population@1+live", answer.get("features").get("source").asText());
        assertEquals(0, answer.get("features").get("ageDays").asInt());
    }

    @Test
    void silence_grows_for_everybody_once_events_come_and_not_before() throws Exception {
        UserLedger other = LEDGERS.get(9);
        JsonNode before = score(other.user());
        assertEquals("2026-01-01", before.get("asOf").asText());
        assertFalse(before.get("dayInProgress").booleanValue());
        post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "a", 1));
        JsonNode after = score(other.user());
        assertScored(other, LIVE_AS_OF, after);
        assertTrue(after.at("/score/churn_probability").doubleValue()
                > before.at("/score/churn_probability").doubleValue());
        assertEquals("population@1", after.get("features").get("source").asText());
    }

    @Test
    void a_user_whom_the_batch_does_not_know_is_scored_from_live_events() throws Exception {
        assertEquals(404, server.get("/v1/users/newcomer/score").statusCode());
        post(event("newcomer", "2026-01-02T09:00:00Z", "a", 3), event("newcomer", "2026-01-04T09:00:00Z", "b", 4));
        assertScored(
                new UserLedger("newcomer", List.of(purchase("2026-01-02", 300), purchase("2026-01-04", 400))),
                LIVE_AS_OF,
                score("newcomer"));
    }

    @Test
    void reasons_of_a_live_score_add_up_to_it() throws Exception {
        post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "a", 1));
        JsonNode answer = json(server.get("/v1/users/" + encoded(SOMEBODY.user()) + "/explanation"));
        assertEquals(
                score(SOMEBODY.user()).at("/score/churn_probability").doubleValue(),
                answer.get("value").doubleValue());
        assertEquals("2026-01-05", answer.get("asOf").asText());
    }

    @Test
    void repetitions_count_once_and_order_does_not_show() throws Exception {
        String late = event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "a", 1);
        String early = event(SOMEBODY.user(), "2026-01-04T09:00:00Z", "b", 2);
        assertOutcomes(List.of("accepted"), post(early));
        assertOutcomes(List.of("duplicate", "accepted", "duplicate"), post(early, late, late));
        assertScored(
                SOMEBODY.plus(List.of(purchase("2026-01-02", 100), purchase("2026-01-04", 200))),
                LIVE_AS_OF,
                score(SOMEBODY.user()));
    }

    @Test
    void each_bad_row_is_refused_by_itself_and_its_field_is_named() throws Exception {
        JsonNode answer = json(post(
                event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "good", 1),
                event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "good", 2),
                event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "", 1),
                event("", "2026-01-02T09:00:00Z", "b", 1),
                event(SOMEBODY.user(), "2026-01-04T12:30:00Z", "c", 1),
                event(SOMEBODY.user(), "2025-11-30T09:00:00Z", "d", 1),
                event(SOMEBODY.user(), "yesterday", "e", 1),
                event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "f", -1),
                "{\"user\":\"u\",\"id\":\"g\",\"at\":\"2026-01-02T09:00:00Z\",\"kind\":\"buy\"}",
                "{\"user\":\"u\",\"id\":\"h\",\"at\":\"2026-01-02T09:00:00Z\",\"kind\":\"visit\",\"colour\":1}",
                "{\"user\":\"u\",\"id\":\"i\",\"at\":\"2026-01-02T09:00:00Z\",\"kind\":\"visit\",\"amount\":1}",
                "{\"user\":\"u\",\"id\":\"j\",\"at\":\"2026-01-02T09:00:00Z\",\"kind\":\"core\",\"seconds\":1}",
                "1",
                "null",
                "[]"));
        List<String> found = new ArrayList<>();
        answer.get("events")
                .forEach(row -> found.add(row.get("status").asInt() + " "
                        + row.at("/problem/field").asText("-")));
        assertEquals(
                List.of(
                        "200 -",
                        "409 events[1].id",
                        "400 events[2].id",
                        "400 events[3].user",
                        "400 events[4].at",
                        "400 events[5].at",
                        "400 events[6].at",
                        "400 events[7].amount",
                        "400 events[8].kind",
                        "400 events[9].colour",
                        "400 events[10].amount",
                        "400 events[11].seconds",
                        "400 events[12]",
                        "400 events[13]",
                        "400 events[14]"),
                found);
        assertEquals(1, answer.get("accepted").asInt());
        assertEquals(14, answer.get("refused").asInt());
    }

    @Test
    void a_body_that_is_no_batch_is_refused_whole() throws Exception {
        for (String body : List.of("{}", "[]", "{\"events\":{}}", "{\"events\":[],\"x\":1}", "")) {
            assertEquals(400, server.post("/v1/events", body).statusCode(), body);
        }
        assertEquals(200, server.post("/v1/events", "{\"events\":[]}").statusCode());
    }

    @Test
    void what_was_accepted_is_there_after_a_restart() throws Exception {
        String event = event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "a", 1);
        post(event);
        JsonNode before = score(SOMEBODY.user());
        server.close();
        server = RunningServer.again(Registry.at(root.resolve("registry")));
        assertEquals(before, score(SOMEBODY.user()));
        assertOutcomes(List.of("duplicate"), post(event));
    }

    @Test
    void an_event_too_late_for_the_bundle_counts_until_the_logs_are_read_again() throws Exception {
        post(event(SOMEBODY.user(), "2025-12-30T09:00:00Z", "late", 5), event("feed", "2026-01-04T09:00:00Z", "f", 1));
        UserLedger grown = SOMEBODY.plus(List.of(purchase("2025-12-30", 500)));
        assertScored(grown, LIVE_AS_OF, score(SOMEBODY.user()));
        load("same data again", new Batch(TinyCompany.AS_OF, "data", LEDGERS, Map.of()));
        assertScored(grown, LIVE_AS_OF, score(SOMEBODY.user()));
        List<UserLedger> read = new ArrayList<>(LEDGERS);
        read.set(7, grown);
        load("with the late row", new Batch(TinyCompany.AS_OF, "data and late rows", read, Map.of()));
        assertScored(grown, LIVE_AS_OF, score(SOMEBODY.user()));
    }

    @Test
    void a_bundle_of_a_later_day_takes_the_place_of_the_live_days_it_holds() throws Exception {
        post(
                event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "a", 1),
                event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "b", 2),
                event(SOMEBODY.user(), "2026-01-04T09:00:00Z", "c", 4));
        UserLedger grown = SOMEBODY.plus(
                List.of(purchase("2026-01-02", 100), purchase("2026-01-03", 200), purchase("2026-01-04", 400)));
        assertScored(grown, LIVE_AS_OF, score(SOMEBODY.user()));
        List<UserLedger> read = new ArrayList<>(LEDGERS);
        read.set(7, SOMEBODY.plus(List.of(purchase("2026-01-02", 100), purchase("2026-01-03", 200))));
        load("two days on", new Batch(LocalDate.of(2026, 1, 4), "more data", read, Map.of()));
        JsonNode answer = score(SOMEBODY.user());
        assertScored(grown, LIVE_AS_OF, answer);
        assertEquals("population@2+live", answer.get("features").get("source").asText());
        assertOutcomes(List.of("duplicate"), post(event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "a", 1)));
        assertScored(grown, LIVE_AS_OF, score(SOMEBODY.user()));
    }

    @Test
    void events_under_an_alias_are_the_users_also_those_kept_before_it_was_known() throws Exception {
        assertOutcomes(List.of("accepted"), post(event("device-1", "2026-01-02T09:00:00Z", "a", 1)));
        load("aliases", new Batch(TinyCompany.AS_OF, "data", LEDGERS, Map.of("device-1", SOMEBODY.user())));
        post(event("device-1", "2026-01-03T09:00:00Z", "b", 2));
        assertOutcomes(List.of("duplicate"), post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "b", 2)));
        UserLedger grown = SOMEBODY.plus(List.of(purchase("2026-01-02", 100), purchase("2026-01-03", 200)));
        assertScored(grown, LIVE_AS_OF, score(SOMEBODY.user()));
        assertEquals(score(SOMEBODY.user()), score("device-1"));
        JsonNode person = json(server.get("/v1/users/device-1"));
        assertEquals("device-1", person.at("/aliases/0").asText());
    }

    @Test
    void an_event_sent_again_after_its_alias_was_mapped_is_a_repetition() throws Exception {
        assertOutcomes(List.of("accepted"), post(event("device-1", "2026-01-02T09:00:00Z", "a", 1)));
        load("aliases", new Batch(TinyCompany.AS_OF, "data", LEDGERS, Map.of("device-1", SOMEBODY.user())));
        assertOutcomes(List.of("duplicate"), post(event("device-1", "2026-01-02T09:00:00Z", "a", 1)));
        assertOutcomes(List.of("duplicate"), post(event(SOMEBODY.user(), "2026-01-02T09:00:00Z", "a", 1)));
    }

    @Test
    void an_alias_mapped_after_an_erasure_is_erased_with_its_user() throws Exception {
        assertEquals(204, erase(SOMEBODY.user()).statusCode());
        load("aliases", new Batch(TinyCompany.AS_OF, "data", LEDGERS, Map.of("device-1", SOMEBODY.user())));
        JsonNode refused = json(post(event("device-1", "2026-01-03T10:00:00Z", "late", 1)));
        assertEquals(410, refused.at("/events/0/status").asInt());
        assertEquals(404, server.get("/v1/users/device-1/score").statusCode());
    }

    @Test
    void who_was_erased_under_a_name_that_is_an_alias_now_is_in_no_list() throws Exception {
        post(event("device-1", "2026-01-02T09:00:00Z", "a", 1));
        assertEquals(204, erase("device-1").statusCode());
        load("aliases", new Batch(TinyCompany.AS_OF, "data", LEDGERS, Map.of("device-1", SOMEBODY.user())));
        assertEquals(404, server.get("/v1/users/" + encoded(SOMEBODY.user())).statusCode());
        assertFalse(server.get("/v1/users?limit=1000").body().contains("\"" + SOMEBODY.user() + "\""));
    }

    @Test
    void a_user_is_shown_as_known_now() throws Exception {
        post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "a", 12.5));
        JsonNode person = json(server.get("/v1/users/" + encoded(SOMEBODY.user())));
        assertEquals(SOMEBODY.user(), person.get("user").asText());
        assertEquals("2026-01-03", person.get("lastActive").asText());
        assertEquals("2026-01-05", person.get("asOf").asText());
        assertEquals(SOMEBODY.days().size() + 1, person.at("/ledger/days").asInt());
        assertEquals(1, person.at("/ledger/liveEvents").asInt());
        long spend = SOMEBODY.days().stream().mapToLong(LedgerDay::spendMinor).sum() + 1_250;
        assertEquals(spend / 100.0, person.at("/ledger/spend").doubleValue());
        assertEquals(200, server.get(person.at("/links/score").asText()).statusCode());
        assertEquals(
                score(SOMEBODY.user()).at("/score/stage").asText(),
                person.get("stage").asText());
    }

    @Test
    void a_user_is_told_against_the_own_past_and_on_how_much_of_it_that_rests() throws Exception {
        int warned = 0;
        for (UserLedger ledger : LEDGERS) {
            JsonNode person = json(server.get("/v1/users/" + encoded(ledger.user())));
            JsonNode score = score(ledger.user()).get("score");
            JsonNode decay = person.get("decay");
            assertEquals(score.get("health"), person.at("/health/overall"), ledger.user());
            assertTrue(person.at("/health/known").asInt() <= 7
                    && person.at("/health/dimensions").asInt() == 7);
            assertEquals(score.get("warning_index").isNull(), !person.has("warning"), ledger.user());
            assertEquals(
                    score.get("warning_index").asDouble(),
                    person.at("/warning/index").asDouble(),
                    ledger.user());
            assertTrue(person.at("/warning/observable").asInt()
                    <= person.at("/warning/behaviours").asInt());
            assertTrue(
                    !decay.get("ruleMet").booleanValue() || decay.get("value").asDouble() <= -0.25, decay.toString());
            String page = server.get("/users/" + encoded(ledger.user())).body();
            assertEquals(decay.get("ruleMet").booleanValue(), page.contains("the known rule warns"), ledger.user());
            String dimensions =
                    "from " + figure(person.at("/health/known")) + " of <data value=\"7.0\">7</data> dimensions";
            assertEquals(!score.get("health").isNull(), page.contains(dimensions), ledger.user());
            warned += decay.get("ruleMet").booleanValue() ? 1 : 0;
        }
        assertTrue(warned > 0 && warned < LEDGERS.size(), "the rule warns of " + warned);
    }

    private static String figure(JsonNode number) {
        return "<data value=\"" + number.asDouble() + "\">" + number.asInt() + "</data>";
    }

    @Test
    void an_erased_user_is_gone_from_every_answer_and_stays_gone() throws Exception {
        post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "a", 1), event("v", "2026-01-03T09:00:00Z", "b", 1));
        JsonNode others = score("v");
        int listed = json(server.get("/v1/users?limit=1000")).get("total").asInt();
        assertEquals(204, erase(SOMEBODY.user()).statusCode());
        assertEquals(404, erase(SOMEBODY.user()).statusCode());
        for (int run = 0; run < 2; run++) {
            for (String path : List.of("", "/score", "/explanation")) {
                assertEquals(
                        404,
                        server.get("/v1/users/" + encoded(SOMEBODY.user()) + path)
                                .statusCode(),
                        path);
            }
            JsonNode list = json(server.get("/v1/users?limit=1000"));
            assertEquals(listed - 1, list.get("total").asInt());
            assertFalse(list.toString().contains("\"" + SOMEBODY.user() + "\""));
            JsonNode refused = json(post(event(SOMEBODY.user(), "2026-01-03T10:00:00Z", "late", 1)));
            assertEquals(410, refused.at("/events/0/status").asInt());
            assertEquals("events[0].user", refused.at("/events/0/problem/field").asText());
            server.close();
            server = RunningServer.again(Registry.at(root.resolve("registry")));
        }
        assertEquals(others, score("v"));
        assertEquals(404, erase("nobody").statusCode());
    }

    @Test
    void who_is_known_only_from_rows_they_sent_is_erased_too() throws Exception {
        String row = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"passer-by\",\"features\":{\"silence_days\":9}}]}";
        assertEquals(200, server.post("/v1/score", row).statusCode());
        assertEquals(204, erase("passer-by").statusCode());
        JsonNode refused = json(post(event("passer-by", "2026-01-03T10:00:00Z", "late", 1)));
        assertEquals(410, refused.at("/events/0/status").asInt());
        assertEquals(404, erase("passer-by").statusCode());
    }

    private HttpResponse<String> erase(String user) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri("/v1/users/" + encoded(user)))
                .DELETE()
                .build());
    }

    private void load(String name, Batch batch) {
        TinyCompany.publishPopulation(
                Registry.at(root.resolve("registry")),
                server.server().state().requireScorer(),
                root.resolve(name),
                batch);
        server.server().refresh();
    }

    private HttpResponse<String> post(String... events) throws Exception {
        HttpResponse<String> answer = server.post("/v1/events", "{\"events\":[" + String.join(",", events) + "]}");
        assertEquals(200, answer.statusCode(), answer.body());
        return answer;
    }

    private static void assertOutcomes(List<String> expected, HttpResponse<String> answer) throws Exception {
        List<String> outcomes = new ArrayList<>();
        json(answer)
                .get("events")
                .forEach(row -> outcomes.add(row.path("outcome").asText(row.toString())));
        assertEquals(expected, outcomes);
    }

    private JsonNode score(String user) throws Exception {
        HttpResponse<String> answer = server.get("/v1/users/" + encoded(user) + "/score");
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private void assertScored(UserLedger ledger, LocalDate asOf, JsonNode answer) {
        Subject subject = Subject.of(ledger, asOf, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "test");
        Score score = server.server().state().requireScorer().score(subject.row());
        assertEquals(asOf.toString(), answer.get("asOf").asText());
        assertEquals(
                score.churn().orElseThrow().probability(),
                answer.at("/score/churn_probability").doubleValue());
        assertEquals(score.value().orElseThrow().ltv(), answer.at("/score/ltv").doubleValue());
    }

    private static LedgerDay purchase(String day, long minor) {
        int[] counts = new int[EventKind.COUNT];
        counts[EventKind.PURCHASE.index()] = 1;
        return new LedgerDay(
                (int) LocalDate.parse(day).toEpochDay(), counts, minor, 0, 0, 0, 0, new int[0], new int[0]);
    }

    private static String event(String user, String at, String id, double amount) {
        return "{\"user\":\"" + user + "\",\"id\":\"" + id + "\",\"at\":\"" + at
                + "\",\"kind\":\"purchase\",\"amount\":" + amount + "}";
    }
}
