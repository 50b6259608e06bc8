package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.Outreach;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contacts over HTTP and by the form of a page: what is recorded, what is refused, what the next score sees. */
class ContactsTest {

    private static final List<UserLedger> LEDGERS = TinyCompany.ledgers(60);
    private static final ServerConfig THIRD_HELD_OUT = ConfigBuilder.of(ServerConfig.defaults())
            .traffic(new TrafficConfig("spring", 34, 0, false))
            .build();
    private static final Pattern FORM =
            Pattern.compile("action=\"(/users/[^\"]+/contact)\"><input type=\"hidden\" name=\"id\" value=\"([^\"]+)\"");

    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.ofTinyCompany(root, 60, THIRD_HELD_OUT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode score(String user) throws Exception {
        return json(server.get("/v1/users/" + encoded(user) + "/score"));
    }

    private JsonNode contact(String user) throws Exception {
        return json(server.get("/v1/users/" + encoded(user))).get("contact");
    }

    private HttpResponse<String> record(String user, String body) throws Exception {
        return server.post("/v1/users/" + encoded(user) + "/contacts", body);
    }

    private HttpResponse<String> submit(String path, String contact) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("id=" + encoded(contact)))
                .build());
    }

    private String page(String user) throws Exception {
        return server.get("/users/" + encoded(user)).body();
    }

    private String userWith(Predicate<JsonNode> contact) throws Exception {
        for (UserLedger ledger : LEDGERS) {
            if (contact.test(contact(ledger.user()))) {
                return ledger.user();
            }
        }
        throw new AssertionError("no user of " + LEDGERS.size() + " is such a one");
    }

    private String contactable() throws Exception {
        return userWith(contact -> contact.get("allowed").booleanValue());
    }

    private String barredBy(String cause) throws Exception {
        return userWith(contact -> contact.get("cause").asText().equals(cause));
    }

    /** From now on scores speak for the live day. */
    private void feed() throws Exception {
        server.post(
                "/v1/events",
                "{\"events\":[{\"user\":\"feed\",\"id\":\"f\",\"at\":\"2026-01-04T09:00:00Z\",\"kind\":\"visit\"}]}");
    }

    @Test
    void the_next_score_sees_a_contact_as_it_sees_any_outreach() throws Exception {
        feed();
        String user = contactable();
        double before = seenTouches(user);
        HttpResponse<String> answer = record(user, "{\"channel\":\"call\"}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("accepted", json(answer).get("outcome").asText());
        assertEquals("2026-01-04T00:00:00Z", json(answer).get("at").asText());
        assertEquals(before + 1, seenTouches(user));
        assertEquals(json(answer).get("contact"), contact(user));
        assertEquals("2026-01-04", contact(user).get("last").asText());
    }

    private double seenTouches(String user) throws Exception {
        String prediction = score(user).get("predictionId").asText();
        return json(server.get("/v1/trace/" + prediction))
                .at("/features/touches_28")
                .doubleValue();
    }

    @Test
    void a_contact_told_twice_counts_once() throws Exception {
        String user = contactable();
        double before = contact(user).get("last28Days").doubleValue();
        assertEquals("accepted", json(record(user, "")).get("outcome").asText());
        assertEquals("duplicate", json(record(user, "{}")).get("outcome").asText());
        assertEquals(
                "accepted",
                json(record(user, "{\"channel\":\"sms\"}")).get("outcome").asText());
        assertEquals(
                "accepted",
                json(record(user, "{\"id\":\"c-1\"}")).get("outcome").asText());
        assertEquals(
                "duplicate",
                json(record(user, "{\"id\":\"c-1\"}")).get("outcome").asText());
        assertEquals(409, record(user, "{\"id\":\"c-1\",\"channel\":\"sms\"}").statusCode());
        assertEquals(before + 3, contact(user).get("last28Days").doubleValue());
    }

    @Test
    void without_an_id_one_contact_a_day_and_channel_counts_whatever_its_instant() throws Exception {
        String user = contactable();
        double before = contact(user).get("last28Days").doubleValue();
        assertEquals("accepted", outcome(user, "{\"at\":\"2026-01-04T09:00:00Z\"}"));
        assertEquals("duplicate", outcome(user, "{\"at\":\"2026-01-04T10:00:00Z\"}"));
        assertEquals("duplicate", outcome(user, "{}"));
        assertEquals(before + 1, contact(user).get("last28Days").doubleValue());
        assertEquals("accepted", outcome(user, "{\"at\":\"2026-01-03T09:00:00Z\"}"));
        assertEquals("accepted", outcome(user, "{\"at\":\"2026-01-04T10:00:00Z\",\"channel\":\"sms\"}"));
        assertEquals(before + 3, contact(user).get("last28Days").doubleValue());
    }

    private String outcome(String user, String body) throws Exception {
        HttpResponse<String> answer = record(user, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer).get("outcome").asText();
    }

    @Test
    void the_form_of_the_page_records_once_however_often_it_is_sent() throws Exception {
        String user = contactable();
        double before = contact(user).get("last28Days").doubleValue();
        Matcher form = FORM.matcher(page(user));
        assertTrue(form.find(), "the page has no form");
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> sent = submit(form.group(1), form.group(2));
            assertEquals(303, sent.statusCode(), sent.body());
            assertEquals(
                    "/users/" + encoded(user) + "?recorded=true#action",
                    sent.headers().firstValue("Location").orElseThrow());
        }
        assertEquals(before + 1, contact(user).get("last28Days").doubleValue());
        Matcher again = FORM.matcher(page(user));
        assertTrue(again.find() && !again.group(2).equals(form.group(2)), "a second contact would not count");
        assertEquals(303, submit(again.group(1), again.group(2)).statusCode());
        assertEquals(before + 2, contact(user).get("last28Days").doubleValue());
    }

    @Test
    void a_contact_sent_again_past_midnight_is_the_one_of_yesterday() throws Exception {
        String user = contactable();
        double before = contact(user).get("last28Days").doubleValue();
        record(user, "{\"id\":\"c\",\"channel\":\"call\",\"at\":\"2026-01-03T00:00:00Z\"}");
        JsonNode again = json(record(user, "{\"id\":\"c\",\"channel\":\"call\"}"));
        assertEquals("duplicate", again.get("outcome").asText());
        assertEquals("2026-01-03T00:00:00Z", again.get("at").asText());
        assertEquals(409, record(user, "{\"id\":\"c\",\"channel\":\"sms\"}").statusCode());
        record(user, "{\"id\":\"d\",\"at\":\"2026-01-02T00:00:00Z\"}");
        assertEquals(409, record(user, "{\"id\":\"d\"}").statusCode());
        assertEquals(before + 2, contact(user).get("last28Days").doubleValue());
    }

    @Test
    void of_contacts_at_once_only_one_makes_the_limit_full() throws Exception {
        String user = contactable();
        for (int i = 0; contact(user).get("last28Days").intValue() < 7; i++) {
            assertEquals(200, record(user, "{\"id\":\"c" + i + "\"}").statusCode());
        }
        List<Callable<Integer>> senders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String contact = "{\"id\":\"at once " + i + "\"}";
            senders.add(() -> record(user, contact).statusCode());
        }
        ExecutorService threads = Executors.newFixedThreadPool(senders.size());
        int recorded = 0;
        try {
            for (Future<Integer> status : threads.invokeAll(senders)) {
                recorded += status.get() == 200 ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, recorded);
        assertEquals(8, contact(user).get("last28Days").intValue());
    }

    @Test
    void two_people_who_have_the_page_open_at_once_record_two_contacts() throws Exception {
        String user = contactable();
        double before = contact(user).get("last28Days").doubleValue();
        Matcher one = FORM.matcher(page(user));
        Matcher other = FORM.matcher(page(user));
        assertTrue(one.find() && other.find(), "the page has no form");
        assertEquals(303, submit(one.group(1), one.group(2)).statusCode());
        assertEquals(303, submit(other.group(1), other.group(2)).statusCode());
        assertEquals(before + 2, contact(user).get("last28Days").doubleValue());
    }

    @Test
    void who_is_not_to_be_contacted_has_a_disabled_button_with_the_reason_and_is_refused_by_the_server()
            throws Exception {
        String tired = contactable();
        for (int i = 0; contact(tired).get("allowed").booleanValue(); i++) {
            assertEquals(200, record(tired, "{\"id\":\"c" + i + "\"}").statusCode());
        }
        assertEquals(8, contact(tired).get("last28Days").intValue());
        assertEquals(
                "duplicate",
                json(record(tired, "{\"id\":\"c0\"}")).get("outcome").asText(),
                "the answer was lost, and it is not told that the contact is kept");
        Map<String, String> words = Map.of(
                "over_contacted", "sent too much of late",
                "holdout", "in the hold-out",
                "mild_grade", "asks for no message",
                "no_score", "no score to act on");
        for (Map.Entry<String, String> said : words.entrySet()) {
            assertRefused(barredBy(said.getKey()), said.getKey(), said.getValue());
        }
    }

    private void assertRefused(String user, String cause, String words) throws Exception {
        JsonNode before = contact(user);
        HttpResponse<String> asked = record(user, "{\"id\":\"one more\"}");
        assertEquals(409, asked.statusCode(), cause);
        assertTrue(json(asked).get("type").asText().endsWith(":no-contact"), asked.body());
        assertEquals(cause, json(asked).get("cause").asText());
        assertTrue(json(asked).get("detail").asText().contains(words), asked.body());
        HttpResponse<String> sent = submit("/users/" + encoded(user) + "/contact", "one more");
        assertEquals(303, sent.statusCode(), cause);
        assertEquals(
                "/users/" + encoded(user) + "#action",
                sent.headers().firstValue("Location").orElse(""),
                "the page that says why is not shown");
        assertEquals(before, contact(user), cause + ": something was recorded");
        String page = page(user);
        assertFalse(FORM.matcher(page).find(), cause + ": the page has a form");
        assertTrue(page.contains("disabled aria-describedby=\"action-why\""), cause);
        assertTrue(page.contains("<p id=\"action-why\">Not to be contacted: "), cause);
        assertTrue(page.contains(words), cause);
    }

    @Test
    void a_contact_alone_is_no_sign_that_events_are_sent_so_nobody_s_silence_grows() throws Exception {
        String user = contactable();
        JsonNode before = score(user);
        JsonNode other = score(LEDGERS.get(9).user());
        record(user, "");
        assertEquals(before.get("asOf"), score(user).get("asOf"));
        assertEquals(before.at("/score/churn_probability"), score(user).at("/score/churn_probability"));
        assertEquals(other, score(LEDGERS.get(9).user()));
        assertEquals("2026-01-04", contact(user).get("last").asText());
    }

    @Test
    void days_of_which_a_server_knows_nothing_do_not_wear_off_what_was_sent_before_them() {
        LocalDate asOf = LocalDate.of(2026, 1, 1);
        LedgerDay seven = touches(asOf.minusDays(2), 7);
        LedgerDay one = touches(asOf.plusDays(39), 1);
        Outreach unknown = sent(List.of(seven, one), ScoringDay.ofPopulation(asOf));
        assertEquals(7, unknown.recent());
        assertEquals(asOf.plusDays(39).toEpochDay(), unknown.lastDay());
        assertEquals(
                1,
                sent(List.of(seven, one), new ScoringDay(asOf.plusDays(40), true, Optional.empty()))
                        .recent());
        LedgerDay nine = touches(asOf.plusDays(39), 9);
        assertEquals(
                9, sent(List.of(seven, nine), ScoringDay.ofPopulation(asOf)).recent());
        assertEquals(9, sent(List.of(nine), ScoringDay.ofPopulation(asOf)).recent());
    }

    private static LedgerDay touches(LocalDate day, int count) {
        Event touch =
                new Event("u", day.atStartOfDay(ZoneOffset.UTC).toInstant(), EventKind.TOUCH, 0, 0, 0, "", "", "", "t");
        LedgerDay one = LedgerDay.of(Math.toIntExact(day.toEpochDay()), touch);
        return UserLedger.merge("u", Collections.nCopies(count, one)).days().get(0);
    }

    /** As known 40 days after the first of January. */
    private static Outreach sent(List<LedgerDay> days, ScoringDay day) {
        LocalDate next = LocalDate.of(2026, 2, 10);
        return new KnownUser(
                        List.of("u"),
                        UserLedger.merge("u", List.of()),
                        UserLedger.merge("u", days),
                        Optional.empty(),
                        "live",
                        0,
                        true,
                        LocalDate.of(2025, 1, 1),
                        day,
                        next)
                .outreach(TinyCompany.SCHEMA.context());
    }

    @Test
    void a_contact_outlives_a_restart_and_the_next_load_since_no_log_holds_it() throws Exception {
        String user = contactable();
        record(user, "");
        JsonNode before = contact(user);
        server.close();
        server = RunningServer.over(Registry.at(root.resolve("registry")), THIRD_HELD_OUT);
        assertEquals(before, contact(user));
        JsonNode unfed = score(LEDGERS.get(9).user());
        assertEquals("2026-01-01", unfed.get("asOf").asText(), "the restart took the contact for a feed");
        TinyCompany.publishPopulation(
                Registry.at(root.resolve("registry")),
                server.server().state().requireScorer(),
                root.resolve("later"),
                new TinyCompany.Batch(LocalDate.of(2026, 1, 5), "other data", LEDGERS, Map.of()));
        server.server().refresh();
        assertEquals("2026-01-05", score(user).get("asOf").asText());
        assertEquals(before.get("last28Days"), contact(user).get("last28Days"));
        assertEquals(before.get("last"), contact(user).get("last"));
    }

    @Test
    void what_can_t_be_used_is_refused_by_field_and_another_site_records_nothing() throws Exception {
        String user = contactable();
        assertEquals(
                "at",
                json(record(user, "{\"at\":\"2026-01-05T12:00:00Z\"}"))
                        .get("field")
                        .asText());
        assertEquals(
                "at",
                json(record(user, "{\"at\":\"2025-11-01T12:00:00Z\"}"))
                        .get("field")
                        .asText());
        assertEquals(
                "at", json(record(user, "{\"at\":\"yesterday\"}")).get("field").asText());
        assertEquals("id", json(record(user, "{\"id\":\" \"}")).get("field").asText());
        assertEquals(
                "kind", json(record(user, "{\"kind\":\"visit\"}")).get("field").asText());
        assertEquals(404, record("nobody", "").statusCode());
        HttpResponse<String> foreign =
                server.send(HttpRequest.newBuilder(server.uri("/users/" + encoded(user) + "/contact"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", "https://elsewhere.example")
                        .POST(HttpRequest.BodyPublishers.ofString("id=x"))
                        .build());
        assertEquals(403, foreign.statusCode());
        assertEquals(400, submit("/users/" + encoded(user) + "/contact", "").statusCode());
        assertTrue(contact(user).get("last").isNull(), contact(user).toString());
    }
}
