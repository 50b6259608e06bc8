package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.feature.Dimension;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ActivityQuadrant;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.PotentialQuadrant;
import io.perennial.features.profile.RfmCuts;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.ValueHealth;
import io.perennial.http.answer.Subject;
import io.perennial.http.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kind of user somebody is: the same numbers over HTTP, on the page, and as worked out again from what they rest on. */
class PortraitTest {

    private static final int USERS = 60;
    private static final double EXACT = 1e-9;
    private static final Map<String, JsonNode> PEOPLE = new TreeMap<>();
    private static final Map<String, String> PAGES = new HashMap<>();

    @TempDir
    private static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.ofTinyCompany(root, USERS);
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            PEOPLE.put(ledger.user(), json(server.get("/v1/users/" + encoded(ledger.user()))));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A page as it was first asked for. */
    private static String page(String user, String language) throws Exception {
        String path = "/users/" + encoded(user) + "?lang=" + language;
        if (!PAGES.containsKey(path)) {
            PAGES.put(path, server.get(path).body());
        }
        return PAGES.get(path);
    }

    @Test
    void seven_scores_make_the_health_and_stand_as_bars_on_the_page() throws Exception {
        int withoutData = 0;
        for (Map.Entry<String, JsonNode> person : PEOPLE.entrySet()) {
            JsonNode health = person.getValue().get("health");
            assertEquals(
                    Dimension.seven().stream().map(Dimension::id).toList(),
                    new ArrayList<>(health.get("scores").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList()));
            List<Double> known = numbers(health.get("scores"));
            assertEquals(health.get("known").asInt(), known.size(), person.getKey());
            assertEquals(mean(known), health.get("overall").asDouble(), EXACT, person.getKey());
            String table = part(page(person.getKey(), "en"), "<table class=\"wide\" id=\"dimensions\"", "</table>");
            assertEquals(known.size(), table.split("class=\"plain\"", -1).length - 1, "bars of " + person.getKey());
            for (double score : known) {
                assertTrue(table.contains("<data value=\"" + plain(score) + "\">"), person.getKey() + ": " + score);
            }
            withoutData += Dimension.SEVEN - known.size();
        }
        assertTrue(withoutData > 0, "the tiny company knows nothing of core use");
    }

    @Test
    void rfm_is_three_digits_and_the_segment_of_the_score() throws Exception {
        Set<String> codes = new HashSet<>();
        for (Map.Entry<String, JsonNode> person : PEOPLE.entrySet()) {
            JsonNode rfm = person.getValue().get("rfm");
            JsonNode score = json(server.get("/v1/users/" + encoded(person.getKey()) + "/score"))
                    .get("score");
            assertEquals(score.get("segment").isNull(), rfm.isNull(), person.getKey());
            assertEquals(score.get("rfm").isNull(), rfm.isNull(), person.getKey());
            if (!rfm.isNull()) {
                String code = "" + rfm.get("recency") + rfm.get("frequency") + rfm.get("monetary");
                assertEquals(code, rfm.get("code").asText());
                assertEquals(score.get("segment"), rfm.get("segment"));
                assertEquals(score.get("rfm"), rfm.get("code"));
                assertTrue(part(page(person.getKey(), "en"), "id=\"portrait-rfm\"", "</dd>")
                        .contains(code + ": recency"));
                codes.add(code);
            }
        }
        assertTrue(codes.size() > 5, codes.toString());
    }

    @Test
    void quadrants_follow_from_what_is_told_beside_them_and_stand_on_the_page_in_both_languages() throws Exception {
        Set<String> places = new HashSet<>();
        for (Map.Entry<String, JsonNode> person : PEOPLE.entrySet()) {
            JsonNode told = person.getValue();
            JsonNode position = told.get("position");
            JsonNode activity = told.at("/userHealth/activity");
            boolean isKnown = !activity.isNull()
                    && (!told.get("rfm").isNull()
                            || told.at("/ledger/events/purchase").isMissingNode());
            assertEquals(isKnown, !position.get("activity").isNull(), person.getKey());
            if (isKnown) {
                boolean isValuable = told.at("/rfm/monetary").asInt() >= 4;
                boolean isActive = activity.asDouble() >= 50;
                boolean isGrowing = told.at("/valueHealth/potential").asDouble() >= 60;
                ActivityQuadrant quadrant = isValuable
                        ? isActive ? ActivityQuadrant.PILLAR : ActivityQuadrant.SLEEPING_VALUE
                        : isActive ? ActivityQuadrant.BUSY : ActivityQuadrant.MARGINAL;
                PotentialQuadrant potential = isValuable
                        ? isGrowing ? PotentialQuadrant.STAR : PotentialQuadrant.CASH_COW
                        : isGrowing ? PotentialQuadrant.QUESTION_MARK : PotentialQuadrant.DOG;
                assertEquals(quadrant.id(), position.get("activity").asText(), person.getKey());
                assertEquals(potential.id(), position.get("potential").asText(), person.getKey());
                String en = page(person.getKey(), "en");
                assertTrue(part(en, "id=\"portrait-activity\"", "</dd>").contains(quadrant.en()), en);
                assertTrue(part(en, "id=\"portrait-potential\"", "</dd>").contains(potential.en()), en);
                String zh = page(person.getKey(), "zh");
                assertTrue(part(zh, "id=\"portrait-activity\"", "</dd>").contains(quadrant.zh()), zh);
                assertTrue(part(zh, "id=\"portrait-potential\"", "</dd>").contains(potential.zh()), zh);
            }
            places.add(position.get("activity").asText());
        }
        assertEquals(Set.of("pillar", "sleeping_value", "busy", "marginal", "null"), places);
    }

    @Test
    void who_pays_and_is_hardly_seen_is_named_on_the_page() throws Exception {
        int named = 0;
        for (Map.Entry<String, JsonNode> person : PEOPLE.entrySet()) {
            boolean isTrapped = person.getValue().at("/position/trap").asText().equals("silent_payer");
            assertEquals(isTrapped, page(person.getKey(), "en").contains("Pays in silence"), person.getKey());
            if (isTrapped) {
                assertTrue(person.getValue().at("/rfm/monetary").asInt() >= 4);
                named++;
            }
        }
        assertTrue(named > 0, "nobody of the tiny company pays in silence");
    }

    @Test
    void user_health_is_the_mean_of_its_parts_and_alarms_after_three_low_days() throws Exception {
        int alarms = 0;
        for (Map.Entry<String, JsonNode> person : PEOPLE.entrySet()) {
            JsonNode health = person.getValue().get("userHealth");
            List<Double> parts = known(health, "activity", "contribution", "loyalty");
            assertEquals(health.get("known").asInt(), parts.size());
            assertEquals(mean(parts), health.get("overall").asDouble(), EXACT);
            boolean isLow = !parts.isEmpty() && mean(parts) < health.get("line").asDouble();
            assertEquals(isLow, health.get("lowDays").asInt() > 0, person.getKey());
            assertEquals(
                    health.get("alarm").booleanValue(),
                    page(person.getKey(), "en").contains("days in a row."),
                    person.getKey());
            alarms += health.get("alarm").booleanValue() ? 1 : 0;
        }
        assertTrue(alarms > 0 && alarms < USERS, alarms + " alarms");
    }

    @Test
    void value_health_weighs_the_parts_that_are_known_and_compares_with_the_user_s_own_months() {
        int compared = 0;
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            JsonNode value = PEOPLE.get(ledger.user()).get("valueHealth");
            assertEquals(
                    known(value, "direct", "ecosystem", "potential", "brand").size(),
                    value.get("known").asInt());
            double sum = 0;
            double weight = 0;
            for (String part : List.of("direct", "ecosystem", "potential", "brand")) {
                if (!value.get(part).isNull()) {
                    sum += value.at("/weights/" + part).asDouble()
                            * value.get(part).asDouble();
                    weight += value.at("/weights/" + part).asDouble();
                }
            }
            assertEquals(weight == 0, value.get("overall").isNull());
            assertEquals(weight == 0 ? 0 : sum / weight, value.get("overall").asDouble(), EXACT);
            List<Double> months = months(ledger);
            if (months.size() >= 3) {
                assertEquals(mean(months), value.get("baseline").asDouble(), EXACT, ledger.user());
                compared++;
            } else {
                assertTrue(value.get("baseline").isNull(), ledger.user());
            }
        }
        assertTrue(compared > USERS / 4, compared + " users have three earlier months");
    }

    /** The index at the ends of the fourth to the ninth month back, from the ledger. */
    private static List<Double> months(UserLedger ledger) {
        Optional<RfmCuts> cuts = server.server().state().requireScorer().cuts();
        List<Double> months = new ArrayList<>();
        for (int month = 3; month < 9; month++) {
            LocalDate day = TinyCompany.AS_OF.minusDays(30L * month);
            double[] features = Subject.of(ledger, day, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "test")
                    .row()
                    .features();
            ValueHealth.of(features, cuts.flatMap(its -> its.score(features)))
                    .overall(ValueHealth.Weights.defaults())
                    .ifPresent(months::add);
        }
        return months;
    }

    @Test
    void the_weights_are_those_of_the_configuration() throws Exception {
        Path file = Files.writeString(root.resolve("server.toml"), "[value_health]\ndirect = 0\npotential = 1\n");
        try (RunningServer other = RunningServer.ofTinyCompany(root.resolve("weighed"), USERS, ConfigFile.read(file))) {
            for (Map.Entry<String, JsonNode> person : PEOPLE.entrySet()) {
                JsonNode value =
                        json(other.get("/v1/users/" + encoded(person.getKey()))).get("valueHealth");
                assertEquals(0, value.at("/weights/direct").asDouble());
                assertEquals(value.get("potential"), value.get("overall"), "the tiny company knows no other part");
            }
        }
    }

    @Test
    void segments_of_rfm_are_valuable_where_the_monetary_score_is_high() {
        Set<Boolean> seen = new HashSet<>();
        for (RfmSegment segment : RfmSegment.values()) {
            for (JsonNode person : PEOPLE.values()) {
                JsonNode rfm = person.get("rfm");
                if (rfm.path("segment").asText().equals(segment.id())) {
                    assertEquals(segment.isValuable(), rfm.get("monetary").asInt() >= 4, segment.toString());
                    seen.add(segment.isValuable());
                }
            }
            assertEquals(Optional.of(segment), RfmSegment.find(segment.name().toLowerCase(Locale.ROOT)));
        }
        assertEquals(Set.of(true, false), seen, "the tiny company has users of both");
        assertEquals(Optional.empty(), RfmSegment.find(""));
    }

    @Test
    void contacts_raise_the_disturbance_index_until_it_is_full_and_none_may_be_sent() throws Exception {
        String user = PEOPLE.keySet().stream()
                .filter(id -> PEOPLE.get(id).at("/contact/allowed").booleanValue())
                .findFirst()
                .orElseThrow();
        double before = PEOPLE.get(user).at("/contact/disturbance").asDouble();
        JsonNode contact = PEOPLE.get(user).get("contact");
        for (int i = 0; contact.get("allowed").booleanValue(); i++) {
            assertTrue(before < 100, before + " and allowed");
            server.post("/v1/users/" + encoded(user) + "/contacts", "{\"id\":\"disturb " + i + "\"}");
            contact = json(server.get("/v1/users/" + encoded(user))).get("contact");
            assertTrue(contact.get("disturbance").asDouble() >= before, contact.toString());
            before = contact.get("disturbance").asDouble();
        }
        assertEquals(100, contact.get("disturbance").asDouble());
        assertEquals("over_contacted", contact.get("cause").asText());
        PAGES.clear();
        assertTrue(page(user, "en").contains("Disturbance index <data value=\"100.0\">100</data> of 100"));
        assertTrue(page(user, "zh").contains("打扰指数"));
        assertFalse(page(user, "en").contains("<form method=\"post\" action=\"/users/" + encoded(user) + "/contact\""));
    }

    @Test
    void the_overview_counts_every_quadrant_and_trap_and_links_to_the_list_it_counts() throws Exception {
        String overview = server.get("/?lang=en").body();
        for (Placing place : Placing.all()) {
            String row = part(overview, "id=\"position-" + place.id() + "\"", "</tr>");
            int listed = json(server.get("/v1/users?risk=any&eligible=any&position=" + place.id()))
                    .get("total")
                    .asInt();
            assertTrue(row.contains("<data value=\"" + plain(listed) + "\">" + listed), row);
            String link = "href=\"/users?eligible=any&amp;position=" + place.id() + "&amp;risk=any\"";
            assertEquals(listed > 0, row.contains(link), row);
            assertTrue(row.contains(place.en()), row);
            long told = PEOPLE.values().stream()
                    .filter(person -> person.get("position")
                                    .findValuesAsText("activity")
                                    .contains(place.id())
                            || person.get("position")
                                    .findValuesAsText("potential")
                                    .contains(place.id())
                            || person.get("position").findValuesAsText("trap").contains(place.id()))
                    .count();
            assertEquals(told, listed, place.id());
        }
        String segments = part(overview, "id=\"segment-health\"", "</table>");
        assertTrue(segments.contains(RfmSegment.HIBERNATING.en()), segments);
        String chinese = server.get("/?lang=zh").body();
        assertTrue(chinese.contains("现金牛型") && chinese.contains("各客群的用户健康指数"), "Chinese overview");
    }

    @Test
    void the_page_of_users_keeps_the_place_that_was_chosen() throws Exception {
        String list = server.get("/users?risk=any&eligible=any&position=cash_cow&lang=en")
                .body();
        assertTrue(list.contains("<option value=\"cash_cow\" selected"), list);
        assertEquals(400, server.get("/v1/users?position=cow").statusCode());
    }

    private static List<Double> numbers(JsonNode object) {
        return StreamSupport.stream(object.spliterator(), false)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .toList();
    }

    private static List<Double> known(JsonNode object, String... members) {
        List<Double> numbers = new ArrayList<>();
        for (String member : members) {
            if (object.get(member).isNumber()) {
                numbers.add(object.get(member).doubleValue());
            }
        }
        return numbers;
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static String plain(double number) {
        return java.math.BigDecimal.valueOf(number).toPlainString();
    }

    private static String part(String html, String from, String to) {
        int start = html.indexOf(from);
        assertTrue(start >= 0, "the page has no " + from);
        return html.substring(start, html.indexOf(to, start));
    }
}
