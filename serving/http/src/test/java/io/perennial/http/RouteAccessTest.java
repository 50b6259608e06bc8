package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Role;
import io.perennial.http.api.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may use what: {@code route-access.csv} says it once more, by hand, for every route and role. A route that is not
 * in the file fails here, and so does one whose access was changed in passing.
 */
class RouteAccessTest {

    @TempDir
    Path root;

    @Test
    void every_cell_of_routes_and_roles_is_as_the_file_says() throws Exception {
        Map<String, Access> routes = routes();
        List<List<String>> lines = matrix();
        assertEquals(
                routes.keySet(), lines.stream().skip(1).map(line -> line.get(0)).collect(Collectors.toSet()));
        int cells = 0;
        for (List<String> line : lines.subList(1, lines.size())) {
            for (int column = 1; column < line.size(); column++) {
                String caller = lines.get(0).get(column);
                Access access = routes.get(line.get(0));
                assertEquals(line.get(column).equals("yes"), may(caller, access), caller + " at " + line.get(0));
                cells++;
            }
        }
        assertEquals(routes.size() * (1 + Role.values().length), cells);
    }

    @Test
    void a_route_without_an_access_can_not_be_made() {
        NullPointerException refused = assertThrows(
                NullPointerException.class,
                () -> new Route(
                        Route.Method.GET,
                        "/v1/new",
                        null,
                        "anew",
                        "New.",
                        List.of(),
                        Optional.empty(),
                        "application/json",
                        Optional.of(Json.object()),
                        List.of(),
                        request -> Answer.json(Json.object())));
        assertTrue(refused.getMessage().contains("/v1/new"), refused.getMessage());
    }

    private static boolean may(String caller, Access access) {
        return caller.equals("nobody")
                ? access == Access.OPEN
                : Role.of(caller).orElseThrow().opens(access);
    }

    /** All routes of the running server with the access its document names. */
    private Map<String, Access> routes() throws Exception {
        Map<String, Access> routes = new TreeMap<>();
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            for (Map.Entry<String, JsonNode> path :
                    json(server.get("/openapi.json")).get("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    String needed =
                            operation.getValue().at("/security/0/bearer/0").asText("open");
                    routes.put(
                            operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                            Arrays.stream(Access.values())
                                    .filter(access -> access.id().equals(needed))
                                    .findFirst()
                                    .orElseThrow());
                }
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
