package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.NotReady;
import io.perennial.http.api.Problem;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.ScoreColumns;
import io.perennial.scoring.score.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference pages of routes and of score columns say what the code says. */
class ReferencePageTest {

    private static final Path PAGES =
            Path.of(System.getProperty("perennial.root", ".")).resolve("docs/reference");
    private static final String GENERATED = "\n\nGenerated from the code; [README](README.md) says how.\n";

    @TempDir
    private Path root;

    @Test
    void the_page_of_routes_is_the_document_of_the_server() throws Exception {
        try (RunningServer server = RunningServer.ofOperatedCompany(root, 30).server()) {
            StringBuilder page = new StringBuilder("# Every route").append(GENERATED);
            page.append("""
                    What roles may use what: [SERVER](../SERVER.md). Bodies and answers: `/openapi.json` of a server.

                    | route | what it does | role | parameters |
                    | --- | --- | --- | --- |
                    """);
            Map<String, JsonNode> own = operations(server, server.uri("/openapi.json"));
            own.forEach((route, operation) -> page.append(row(route, operation, parameters(operation))));
            page.append("\n## On the admin port\n\nThese, and those for probes, signing in and looking at models."
                    + " What a body must have is in bold; of a form only the server's own pages know the members.\n"
                    + "\n| route | what it does | role | body |\n| --- | --- | --- | --- |\n");
            int port = server.server().adminPort().orElseThrow();
            Map<String, JsonNode> admin = operations(server, URI.create("http://127.0.0.1:" + port + "/openapi.json"));
            admin.keySet().removeAll(own.keySet());
            admin.forEach((route, operation) -> page.append(row(route, operation, members(operation))));
            isCurrent("ROUTES.md", page.append(values(own)).append(problems()).toString());
        }
    }

    /** The operations of a document by method and path, in its order. */
    private static Map<String, JsonNode> operations(RunningServer server, URI document) throws Exception {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        JsonNode paths = RunningServer.json(
                        server.send(HttpRequest.newBuilder(document).build()))
                .path("paths");
        paths.properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    private static String row(String route, JsonNode operation, List<String> last) {
        JsonNode needed = operation.path("security").path(0);
        String role = needed.isMissingNode()
                ? "none"
                : role(needed.elements().next().path(0).asText());
        return "| `" + route + "` | " + operation.path("summary").asText().replace("|", "\\|") + " | " + role + " | "
                + String.join(", ", last) + " |\n";
    }

    private static List<String> parameters(JsonNode operation) {
        List<String> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                parameters.add("`" + parameter.path("name").asText() + "`");
            }
        });
        return parameters;
    }

    /** The members of the JSON that an operation takes. */
    private static List<String> members(JsonNode operation) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        List<String> needed = new ArrayList<>();
        schema.path("required").forEach(name -> needed.add(name.asText()));
        List<String> members = new ArrayList<>();
        schema.path("properties")
                .fieldNames()
                .forEachRemaining(name -> members.add(needed.contains(name) ? "**`" + name + "`**" : "`" + name + "`"));
        return members;
    }

    /** The words that parameters of the API take; those of pages are the same. */
    private static String values(Map<String, JsonNode> operations) {
        Map<String, String> rows = new LinkedHashMap<>();
        operations.forEach((route, operation) -> operation.path("parameters").forEach(parameter -> {
            JsonNode words = parameter.path("schema").path("enum");
            if (parameter.path("in").asText().equals("query") && !words.isMissingNode()) {
                List<String> told = new ArrayList<>();
                words.forEach(word -> told.add("`" + word.asText() + "`"));
                rows.putIfAbsent(
                        parameter.path("name").asText(),
                        "| " + String.join(", ", told) + " | "
                                + parameter.path("description").asText() + " |\n");
            }
        }));
        StringBuilder section = new StringBuilder(
                "\n## Values of parameters\n\nThe API takes the first unless another is given; pages begin with active users at risk."
                        + "\n\n| parameter | values | what it is |\n| --- | --- | --- |\n");
        rows.forEach((name, row) -> section.append("| `" + name + "` " + row));
        return section.toString();
    }

    private static String problems() {
        StringBuilder section = new StringBuilder("\n## What is refused\n\n"
                + "Problems are `application/problem+json` (RFC 9457). `type` is `urn:perennial:problem:` and a kind below,"
                + " `title` the kind in words and `status` its status; `detail` says what is wrong here and how to mend it,"
                + " `field` where, `requestId` where the server's log has more. The standard protocols have their own form"
                + " of errors, with the same status and `detail`.\n\n"
                + "`Retry-After` says when to ask again. `not-ready` with a `cause` has none, since waiting helps nobody: "
                + Arrays.stream(NotReady.values())
                        .map(cause -> "`" + cause.id() + "`")
                        .collect(Collectors.joining(", "))
                + ".\n\n| kind | status | title |\n| --- | --- | --- |\n");
        for (Problem.Kind kind : Problem.Kind.values()) {
            section.append("| `" + kind.type().replace("urn:perennial:problem:", "") + "` | " + kind.status() + " | "
                    + kind.title() + " |\n");
        }
        return section.toString();
    }

    private static String role(String access) {
        return Arrays.stream(Access.values())
                .filter(one -> one.id().equals(access))
                .findFirst()
                .orElseThrow()
                .needs()
                .replace("role ", "");
    }

    @Test
    void the_page_of_score_columns_is_their_one_definition() throws IOException {
        StringBuilder page = new StringBuilder("# Every column of the scores").append(GENERATED);
        page.append("The same in Parquet, CSV and JSON, in this order.\n");
        page.append("\n| column | type | unit | meaning | 含义 |\n| --- | --- | --- | --- | --- |\n");
        for (Column column : ScoreColumns.columns()) {
            page.append("| `" + column.name() + "` | "
                    + column.type().name().toLowerCase(Locale.ROOT) + " | " + column.unit() + " | " + column.en()
                    + " | " + column.zh() + " |\n");
        }
        page.append("""

                ## Verdicts

                What `verdicts` may hold, several of them beside each other.

                | verdict | meaning | 含义 |
                | --- | --- | --- |
                """);
        for (Verdict verdict : Verdict.values()) {
            page.append("| `" + verdict.id() + "` | " + verdict.en() + " | " + verdict.zh() + " |\n");
        }
        isCurrent("COLUMNS.md", page.toString());
    }

    private static void isCurrent(String file, String page) throws IOException {
        Path path = PAGES.resolve(file);
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(path, page);
        }
        assertEquals(page, Files.readString(path), "docs/reference/README.md says how to write it again");
    }
}
