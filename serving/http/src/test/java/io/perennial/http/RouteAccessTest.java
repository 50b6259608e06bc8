package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.access.KeyFile;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Role;
import io.perennial.http.api.Route;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.AdminConfig;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may use what: {@code route-access.csv} says it once more, by hand, for every route and role, and a server with a
 * key of each role is asked. A route that is not in the file fails here, and so does one whose access changed in passing.
 */
class RouteAccessTest {

    @TempDir
    static Path root;

    /** Stands before routes of the port on which what serves can be changed. */
    private static final String ADMIN = "admin";

    private static final Map<String, String> KEYS = new TreeMap<>();
    private static RunningServer server;

    @BeforeAll
    static void start() {
        KeyFile file = new KeyFile(root.resolve("keys.json"));
        for (Role role : Role.values()) {
            KEYS.put(role.id(), file.create(role.id(), Set.of(role), RunningServer.NOW, in(1)));
        }
        KEYS.put("expired", file.create("late", Set.of(Role.values()), RunningServer.NOW, in(0)));
        KEYS.put("revoked", file.create("gone", Set.of(Role.values()), RunningServer.NOW, in(1)));
        file.revoke(KEYS.get("revoked").substring(3, 15));
        ServerConfig config =
                ServerConfig.defaults().withAccess(AccessConfig.none().withKeys(file.path()));
        server = RunningServer.ofTinyCompany(
                root,
                30,
                ConfigBuilder.of(config).admin(new AdminConfig("127.0.0.1", 0)).build());
    }

    private static java.time.Instant in(int days) {
        return RunningServer.NOW.plus(Duration.ofDays(days));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_cell_of_routes_and_roles_is_as_the_file_says() throws Exception {
        List<List<String>> lines = matrix();
        assertEquals(
                routes(),
                lines.stream().skip(1).map(line -> line.get(0)).collect(Collectors.toCollection(TreeSet::new)));
        int cells = 0;
        for (List<String> line : lines.subList(1, lines.size())) {
            for (int column = 1; column < line.size(); column++) {
                String caller = lines.get(0).get(column);
                int refusal = caller.equals("nobody") ? 401 : 403;
                int status = status(call(line.get(0), KEYS.get(caller)));
                if (line.get(column).equals("yes")) {
                    assertFalse(Set.of(401, 403).contains(status), caller + " at " + line.get(0) + ": " + status);
                } else {
                    assertEquals(refusal, status, caller + " at " + line.get(0));
                }
                cells++;
            }
        }
        assertEquals(routes().size() * (1 + Role.values().length), cells);
    }

    @Test
    void a_key_that_is_bad_expired_or_revoked_opens_nothing_that_is_not_open() throws Exception {
        String good = KEYS.get("analyst");
        String other = KEYS.get("score");
        List<String> bad = List.of(
                KEYS.get("expired"),
                KEYS.get("revoked"),
                good.substring(0, 16) + other.substring(16),
                good.substring(0, good.length() - 1),
                "pk_000000000000_" + "A".repeat(43),
                "pk_nothing",
                "a.b.c");
        for (List<String> line : matrix().subList(1, matrix().size())) {
            for (String key : bad) {
                HttpResponse<String> answer = call(line.get(0), key);
                assertEquals(line.get(1).equals("no"), status(answer) == 401, key + " at " + line.get(0));
                if (answer.statusCode() == 401) {
                    assertTrue(saysUnknownKey(answer), answer.body());
                    assertFalse(answer.body().contains(key.substring(key.length() - 5)), answer.body());
                    assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
                }
            }
        }
    }

    @Test
    void a_refusal_says_what_is_missing_and_never_whether_a_user_exists() throws Exception {
        String user = RunningServer.encoded(TinyCompany.ledgers(30).get(1).user());
        HttpResponse<String> known = call("GET /v1/users/" + user + "/score", KEYS.get("admin"));
        HttpResponse<String> unknown = call("GET /v1/users/nobody/score", KEYS.get("admin"));
        assertEquals(403, known.statusCode());
        assertTrue(known.body().contains("role score"), known.body());
        assertEquals(withoutId(known), withoutId(unknown));
    }

    @Test
    void a_key_revoked_while_the_server_runs_is_refused_within_seconds() throws Exception {
        KeyFile file = new KeyFile(root.resolve("keys.json"));
        String key = file.create("short", Set.of(Role.SCORE), RunningServer.NOW, in(1));
        String path = "GET /v1/registry";
        assertTrue(comes(path, key, 200), "the key was never taken");
        file.revoke(key.substring(3, 15));
        assertTrue(comes(path, key, 401), "the key was never refused");
    }

    @Test
    void a_route_without_an_access_can_not_be_made() {
        NullPointerException refused =
                assertThrows(NullPointerException.class, () -> Route.get("/v1/new", null, "anew", "New.")
                        .answering(Json.object())
                        .by(request -> Answer.json(Json.object())));
        assertTrue(refused.getMessage().contains("/v1/new"), refused.getMessage());
    }

    @Test
    void the_document_names_the_access_of_each_operation() throws Exception {
        JsonNode paths = json(call("GET /openapi.json", null)).get("paths");
        for (List<String> line : matrix().subList(1, matrix().size())) {
            String[] route = line.get(0).split(" ", 2);
            if (route[0].equals(ADMIN)) {
                continue;
            }
            String needed = paths.path(route[1])
                    .path(route[0].toLowerCase(Locale.ROOT))
                    .at("/security/0/bearer/0")
                    .asText(Access.OPEN.id());
            assertEquals(line.get(1).equals("yes"), needed.equals(Access.OPEN.id()), line.get(0));
        }
    }

    /** The status; where a page leads to where one signs in, that of not being known. */
    private static int status(HttpResponse<String> answer) {
        String next = answer.headers().firstValue("Location").orElse("");
        return answer.statusCode() == 303 && next.startsWith("/sign-in?to=") ? 401 : answer.statusCode();
    }

    private static boolean comes(String path, String key, int status) throws Exception {
        for (int tries = 0; tries < 100; tries++) {
            if (call(path, key).statusCode() == status) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    /** In the form of the path: the standard protocols keep theirs. */
    private static boolean saysUnknownKey(HttpResponse<String> answer) throws IOException {
        JsonNode body = json(answer);
        return body.path("type").asText().endsWith(":unknown-key")
                || body.path("error_code").asText().equals("UNAUTHENTICATED")
                || body.path("error").isTextual();
    }

    private static String withoutId(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    /** Asks as a page of this server would, so that 401 and 403 speak of the caller alone, never of the origin. */
    private static HttpResponse<String> call(String route, String key) throws Exception {
        boolean isAdmin = route.startsWith(ADMIN);
        String[] parts = route.replace(ADMIN + " ", "").split(" ", 2);
        int port = isAdmin
                ? server.server().adminPort().orElseThrow()
                : server.server().port();
        URI uri = URI.create("http://127.0.0.1:" + port + parts[1].replaceAll("\\{[a-z]+}", "1"));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .method(
                        parts[0],
                        parts[0].equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return server.send(request.build());
    }

    /** All routes of the running server, as its document names them. */
    private static Set<String> routes() throws Exception {
        Set<String> routes = new TreeSet<>();
        for (String port : List.of("", ADMIN + " ")) {
            JsonNode paths = json(call(port + "GET /openapi.json", null)).get("paths");
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> routes.add(port + method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
            }
        }
        return routes;
    }

    private static List<List<String>> matrix() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RouteAccessTest.class.getResourceAsStream("/route-access.csv"), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> List.of(line.split(",", -1))).toList();
        }
    }
}
