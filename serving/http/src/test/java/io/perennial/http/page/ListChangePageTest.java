package io.perennial.http.page;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed in a list, over HTTP and on its page. */
class ListChangePageTest {

    private static final int USERS = 200;

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.ofTinyCompanyTwice(root.resolve("twice"), USERS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_page_shows_the_numbers_of_the_answer_in_both_languages() throws Exception {
        for (String query : List.of("risk=any&eligible=true&tier=top", "risk=at_risk&eligible=true")) {
            JsonNode told = json(server.get("/v1/list/change?" + query));
            for (String language : List.of("en", "zh")) {
                PageNumbers page = new PageNumbers(server.get("/list/change?" + query + "&lang=" + language)
                        .body());
                assertEquals(List.of(told.at("/churn/now").asDouble()), values(page, "churn-now", "dd"), query);
                assertEquals(
                        List.of(
                                told.at("/churn/then").asDouble(),
                                told.at("/eligible/both").asDouble()),
                        values(page, "churn-then", "dd"),
                        query);
                JsonNode loss = told.get("expectedLoss");
                assertEquals(
                        List.of(
                                loss.get("then").asDouble(),
                                loss.get("joined").asDouble(),
                                0 - loss.get("left").asDouble(),
                                loss.get("risk").asDouble(),
                                loss.get("value").asDouble(),
                                loss.get("now").asDouble()),
                        values(page, "steps", "table"),
                        query);
                JsonNode why = told.get("why");
                List<Double> parts = new ArrayList<>(List.of(
                        why.get("from").asDouble(),
                        why.get("model").asDouble(),
                        why.get("calibration").asDouble(),
                        why.get("context").asDouble()));
                why.get("byDimension")
                        .forEach(part -> parts.add(part.get("delta").asDouble()));
                parts.add(why.get("to").asDouble());
                assertEquals(parts, page.column("change"), query);
                assertEquals(
                        told.at("/churnDrivers/0/growth").asDouble(),
                        values(page, "risers", "table").get(0));
            }
        }
    }

    @Test
    void who_drove_it_is_linked_and_was_at_the_risk_that_is_told() throws Exception {
        JsonNode told = json(server.get("/v1/list/change?eligible=true&segment=any"));
        JsonNode driver = told.at("/churnDrivers/0");
        assertEquals(
                driver.get("churnNow").asDouble() - driver.get("churnThen").asDouble(),
                driver.get("growth").asDouble(),
                1e-12);
        String page = server.get("/list/change?risk=any").body();
        String address = Address.ofUser(driver.get("user").asText()).href();
        assertTrue(new PageNumbers(page).part("risers", "table").contains("\"" + address + "\""), address);
        assertEquals(200, server.get(address).statusCode());
    }

    @Test
    void the_list_leads_to_its_change_and_back() throws Exception {
        String list = server.get("/users?risk=any&tier=top&from=50&name=Best&sort=churn")
                .body();
        assertTrue(list.contains("href=\"/list/change?name=Best&amp;risk=any&amp;sort=churn&amp;tier=top\""), list);
        String change = server.get("/list/change?name=Best&risk=any&sort=churn&tier=top")
                .body();
        assertTrue(change.contains("href=\"/users?name=Best&amp;risk=any&amp;sort=churn&amp;tier=top\""), change);
        assertTrue(change.contains("What changed in this list: Best</h1>"), change);
    }

    @Test
    void a_list_chosen_by_where_users_stand_says_what_that_does_to_it() throws Exception {
        assertTrue(server.get("/list/change").body().contains("id=\"by-state\""));
        assertTrue(server.get("/list/change?risk=any&grade=R5").body().contains("id=\"by-state\""));
        assertFalse(server.get("/list/change?risk=any&tier=top").body().contains("id=\"by-state\""));
    }

    @Test
    void what_can_not_be_asked_is_refused_naming_it() throws Exception {
        for (String query : List.of("grade=R9", "from=5", "colour=red", "capacity=0")) {
            HttpResponse<String> refused = server.get("/v1/list/change?" + query);
            assertEquals(400, refused.statusCode(), query);
            assertEquals(query.split("=", 2)[0], json(refused).get("field").asText());
        }
    }

    @Test
    void without_an_earlier_population_there_is_nothing_to_compare_with() throws Exception {
        try (RunningServer once = RunningServer.ofTinyCompany(root.resolve("once"), 30)) {
            JsonNode told = json(once.get("/v1/list/change"));
            assertFalse(told.get("found").asBoolean());
            assertEquals(30, told.get("users").asInt());
            HttpResponse<String> page = once.get("/list/change?lang=zh");
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("暂无可比较的内容"), page.body());
        }
    }

    @Test
    void an_erased_user_is_not_told_of_and_one_who_is_called_change_is_found() throws Exception {
        Registry registry = Registry.at(root.resolve("erased"));
        TinyCompany.publishModels(registry);
        try (RunningServer other = RunningServer.over(registry)) {
            List<UserLedger> ledgers = new ArrayList<>();
            ledgers.add(new UserLedger("change", TinyCompany.ledgers(60).get(0).days()));
            ledgers.addAll(TinyCompany.ledgers(60));
            publish(registry, other, "then", TinyCompany.before(ledgers, TinyCompany.EARLIER), TinyCompany.EARLIER);
            publish(registry, other, "now", ledgers, TinyCompany.AS_OF);
            other.server().refresh();
            assertEquals(
                    "change", json(other.get("/v1/users/change")).get("user").asText());
            JsonNode told = json(other.get("/v1/list/change"));
            String driver = told.at("/churnDrivers/0/user").asText();
            assertEquals(
                    204,
                    other.send(HttpRequest.newBuilder(other.uri("/v1/users/" + RunningServer.encoded(driver)))
                                    .DELETE()
                                    .build())
                            .statusCode());
            JsonNode after = json(other.get("/v1/list/change"));
            assertEquals(told.get("users").asInt() - 1, after.get("users").asInt());
            assertEquals(
                    told.at("/eligible/both").asInt() - 1,
                    after.at("/eligible/both").asInt());
            assertFalse(after.toString().contains("\"" + driver + "\""), driver + " is still told of");
        }
    }

    private static void publish(
            Registry registry, RunningServer other, String name, List<UserLedger> ledgers, LocalDate asOf) {
        TinyCompany.publishPopulation(
                registry,
                other.server().state().requireScorer(),
                root.resolve(name),
                new TinyCompany.Batch(asOf, name, ledgers, Map.of()));
    }

    private static List<Double> values(PageNumbers page, String id, String endTag) {
        return PageNumbers.values(page.part(id, endTag));
    }
}
