package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.api.Access;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.ScoreColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            JsonNode document = RunningServer.json(server.get("/openapi.json"));
            StringBuilder page = new StringBuilder("# Every route").append(GENERATED);
            page.append(
                    "What roles may use what: [SERVER](../SERVER.md). Bodies and answers: `/openapi.json` of a server.\n");
            page.append("\n| route | what it does | role | parameters |\n| --- | --- | --- | --- |\n");
            for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    page.append(row(path.getKey(), operation.getKey(), operation.getValue()));
                }
            }
            isCurrent("ROUTES.md", page.toString());
        }
    }

    private static String row(String path, String method, JsonNode operation) {
        List<String> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                parameters.add("`" + parameter.path("name").asText() + "`");
            }
        });
        JsonNode needed = operation.path("security").path(0);
        String role = needed.isMissingNode()
                ? "none"
                : role(needed.elements().next().path(0).asText());
        return "| `" + method.toUpperCase(Locale.ROOT) + " " + path + "` | "
                + operation.path("summary").asText().replace("|", "\\|") + " | " + role + " | "
                + String.join(", ", parameters) + " |\n";
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
