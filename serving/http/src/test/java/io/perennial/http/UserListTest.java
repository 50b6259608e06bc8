package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.scoring.file.FileStamp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of users over HTTP: paged, planned with, and taken away as CSV. */
class UserListTest {

    private static final String FORMULA = "=cmd|'/c calc'!A1";

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        List<UserLedger> ledgers = new ArrayList<>();
        ledgers.add(new UserLedger(FORMULA, TinyCompany.ledgers(300).get(0).days()));
        ledgers.addAll(TinyCompany.ledgers(300));
        server = RunningServer.ofTinyCompany(
                root,
                ledgers,
                ConfigBuilder.of(ServerConfig.defaults())
                        .traffic(new TrafficConfig("salt", 30, 0, false))
                        .build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void csv_holds_what_json_says_in_the_same_order() throws Exception {
        JsonNode page = json(server.get("/v1/users?risk=at_risk&sort=churn&limit=20&from=5"));
        List<Map<String, String>> lines = csv("/v1/users?risk=at_risk&sort=churn&limit=20&from=5&columns=all");
        assertEquals(20, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode user = page.at("/users/" + i);
            for (Map.Entry<String, String> cell : lines.get(i).entrySet()) {
                if (user.hasNonNull(cell.getKey()) && !cell.getKey().equals("user_id")) {
                    assertEquals(user.get(cell.getKey()).asText(), cell.getValue(), cell.getKey());
                }
            }
            assertEquals(user.get("user_id").asText(), lines.get(i).get("user_id"));
        }
    }

    @Test
    void everything_is_taken_away_whole_and_says_so_itself() throws Exception {
        HttpResponse<String> answer = csvOf("/v1/users?sort=user&trailer=true");
        String text = answer.body();
        int end = text.lastIndexOf("# rows=");
        String body = text.substring(0, end);
        String sum = FileStamp.of(body.getBytes(StandardCharsets.UTF_8)).sha256();
        assertEquals("# rows=301 sha256=" + sum + "\r\n", text.substring(end));
        assertEquals("301", answer.headers().firstValue("X-Total-Count").orElseThrow());
        assertEquals(302, body.split("\r\n", -1).length - 1, "lines");
    }

    @Test
    void a_spreadsheet_takes_no_id_for_a_formula_and_knows_utf_8_where_it_is_told() throws Exception {
        String text = csvOf("/v1/users?sort=user&bom=true").body();
        assertTrue(text.startsWith("\ufeffuser_id,"), text.substring(0, 20));
        assertTrue(text.contains("'" + FORMULA), "the formula is not disarmed");
        assertFalse(csvOf("/v1/users?limit=1").body().startsWith("\ufeff"));
    }

    @Test
    void pages_laid_side_by_side_are_the_list() throws Exception {
        List<String> paged = new ArrayList<>();
        JsonNode page = json(server.get("/v1/users?limit=37"));
        while (true) {
            page.get("users").forEach(user -> paged.add(user.get("user_id").asText()));
            if (!page.has("nextFrom")) {
                break;
            }
            page = json(
                    server.get("/v1/users?limit=37&from=" + page.get("nextFrom").asText()));
        }
        List<String> whole = csv("/v1/users?columns=all").stream()
                .map(line -> line.get("user_id").replaceFirst("^'", ""))
                .toList();
        assertEquals(whole, paged);
        assertEquals(301, paged.size());
    }

    @Test
    void nobody_who_is_held_out_is_planned_for() throws Exception {
        JsonNode plain = json(server.get("/v1/users?limit=1000"));
        long held = 0;
        for (JsonNode user : plain.get("users")) {
            held += user.get("mayAct").asBoolean() ? 0 : 1;
        }
        assertTrue(held > 30, held + " held out");
        JsonNode planned = json(server.get("/v1/users?limit=1000&saved=1"));
        assertTrue(planned.get("users").size() > 50);
        planned.get("users").forEach(user -> assertTrue(user.get("mayAct").asBoolean(), user.toString()));
        assertEquals(
                held, json(server.get("/v1/users?arm=holdout")).get("total").asLong());
    }

    @Test
    void what_can_not_be_asked_is_refused_naming_it() throws Exception {
        for (String query : List.of("grade=R9", "tier=gold", "sort=luck", "cost=-1", "capacity=0", "saved=2")) {
            HttpResponse<String> refused = server.get("/v1/users?" + query);
            assertEquals(400, refused.statusCode(), query);
            assertEquals(query.split("=", 2)[0], json(refused).get("field").asText());
        }
        HttpResponse<String> both = server.get("/v1/users?sort=churn&cost=1");
        assertEquals(400, both.statusCode(), both.body());
    }

    @Test
    void csv_comes_where_accept_asks_for_it_and_json_otherwise() throws Exception {
        assertTrue(type(csvOf("/v1/users?limit=1")).startsWith("text/csv"));
        assertTrue(type(server.get("/v1/users?limit=1&format=csv")).startsWith("text/csv"));
        assertTrue(type(server.get("/v1/users?limit=1")).startsWith("application/json"));
        for (String accept : List.of(
                "text/*",
                "application/json;q=0, */*",
                "application/json;q=0.1, TEXT/CSV; q=0.9",
                "text/csv, image/png")) {
            assertTrue(type(accepting(accept)).startsWith("text/csv"), accept);
        }
        for (String accept :
                List.of("*/*", "text/html, */*;q=0.8", "text/csv, application/json", "text/csv;q=0, */*")) {
            assertTrue(type(accepting(accept)).startsWith("application/json"), accept);
        }
        assertEquals(406, accepting("image/png").statusCode());
        assertEquals(406, accepting("application/*;q=0, text/csv;q=0.0").statusCode());
    }

    private static HttpResponse<String> accepting(String accept) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri("/v1/users?limit=1"))
                .header("Accept", accept)
                .build());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }

    private static HttpResponse<String> csvOf(String path) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Accept", "text/csv")
                .build());
    }

    private static List<Map<String, String>> csv(String path) throws Exception {
        CsvMapper mapper = new CsvMapper();
        try (MappingIterator<Map<String, String>> lines = mapper.readerFor(Map.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csvOf(path).body())) {
            return lines.readAll();
        }
    }
}
