package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what the server does: it is valid itself, and every answer is what it promises. */
class OpenApiTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    static Path root;

    private static RunningServer server;
    private static JsonNode document;
    private static String prediction = "";

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.ofTinyCompany(root, 30);
        document = json(server.get("/openapi.json"));
        prediction = json(server.get(filled("/v1/users/{id}/score")))
                .get("predictionId")
                .asText();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_document_has_the_form_of_openapi_3_1() throws IOException {
        try (InputStream schema = OpenApiTest.class.getResourceAsStream("/openapi-form.schema.json")) {
            assertEquals(Set.of(), SCHEMAS.getSchema(schema).validate(document));
        }
    }

    @Test
    void every_schema_in_it_is_a_json_schema() {
        var meta = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        List<JsonNode> schemas = document.findValues("schema");
        assertTrue(schemas.size() > 20, schemas.size() + " schemas");
        schemas.forEach(schema -> assertEquals(Set.of(), meta.validate(schema), schema.toString()));
    }

    @Test
    void operation_ids_are_unique() {
        List<String> ids = document.findValuesAsText("operationId");
        assertEquals(ids.size(), new HashSet<>(ids).size(), ids.toString());
    }

    @Test
    void every_operation_answers_as_the_document_promises() throws Exception {
        int operations = 0;
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                HttpResponse<String> answer = call(path.getKey(), operation.getKey());
                operations++;
                JsonNode promised = operation.getValue().get("responses").get("" + answer.statusCode());
                if (operation.getKey().equals("delete")) {
                    assertEquals(204, answer.statusCode(), path.getKey() + ": " + answer.body());
                    continue;
                }
                if (!operation.getValue().get("responses").has("200")) {
                    assertEquals(303, answer.statusCode(), path.getKey() + ": " + answer.body());
                    assertTrue(operation.getValue().get("responses").has("303"), path.getKey());
                    continue;
                }
                if (path.getKey().endsWith("/unload")) {
                    // There to be refused in words: the protocol knows it, and nothing can be unloaded here.
                    assertEquals(409, answer.statusCode(), answer.body());
                    continue;
                }
                assertEquals(200, answer.statusCode(), path.getKey() + ": " + answer.body());
                String type = answer.headers()
                        .firstValue("Content-Type")
                        .orElseThrow()
                        .replace(" ", "");
                assertTrue(promised.get("content").has(type), path.getKey() + " gives " + type);
                if (type.equals("application/json")) {
                    JsonNode schema = promised.get("content").get(type).get("schema");
                    assertEquals(Set.of(), SCHEMAS.getSchema(schema).validate(json(answer)), path.getKey());
                }
            }
        }
        assertEquals(77, operations);
    }

    @Test
    void what_nobody_knows_is_refused_as_the_document_says_it_is() throws Exception {
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            if (path.getKey().contains("{") && path.getValue().has("get")) {
                int status = server.get(path.getKey().replaceAll("\\{\\w+}", "nobody"))
                        .statusCode();
                assertTrue(
                        path.getValue().get("get").get("responses").has("" + status),
                        path.getKey() + " answers " + status);
            }
        }
    }

    @Test
    void every_member_of_an_explanation_is_in_the_document() throws Exception {
        for (String path : List.of("/v1/users/{id}/explanation", "/v1/explain")) {
            String method = path.endsWith("/explain") ? "post" : "get";
            JsonNode schema =
                    document.get("paths").get(path).get(method).at("/responses/200/content/application~1json/schema");
            JsonNode answer = json(call(path, method));
            assertFalse(answer.findPath("reasons").isEmpty(), "there is nothing to look at: " + answer);
            assertEquals(Set.of(), SCHEMAS.getSchema(closed(schema)).validate(answer), path);
        }
        for (String query : List.of("?target=ltv", "?target=trend", "?compareTo=2025-12-20")) {
            JsonNode schema = document.get("paths")
                    .get("/v1/users/{id}/explanation")
                    .at("/get/responses/200/content/application~1json/schema");
            JsonNode answer = json(server.get(filled("/v1/users/{id}/explanation") + query));
            assertEquals(Set.of(), SCHEMAS.getSchema(closed(schema)).validate(answer), query);
        }
    }

    /** The same schema, in which an object that has members has no others. */
    private static JsonNode closed(JsonNode schema) {
        JsonNode closed = schema.deepCopy();
        close(closed);
        return closed;
    }

    private static void close(JsonNode schema) {
        schema.forEach(OpenApiTest::close);
        if (!schema.path("properties").isEmpty() && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    @Test
    void a_method_or_path_that_is_not_in_the_document_is_not_served() throws Exception {
        Iterator<Map.Entry<String, JsonNode>> paths =
                document.get("paths").properties().iterator();
        while (paths.hasNext()) {
            Map.Entry<String, JsonNode> path = paths.next();
            for (String method : List.of("get", "post", "put", "patch", "delete")) {
                if (!path.getValue().has(method)) {
                    HttpRequest request = HttpRequest.newBuilder(server.uri(filled(path.getKey())))
                            .method(method.toUpperCase(java.util.Locale.ROOT), HttpRequest.BodyPublishers.noBody())
                            .build();
                    assertEquals(405, server.send(request).statusCode(), method + " " + path.getKey());
                }
            }
            assertFalse(server.get(filled(path.getKey()) + "/x").statusCode() == 200, path.getKey());
        }
    }

    private static HttpResponse<String> call(String path, String method) throws Exception {
        if (method.equals("delete")) {
            String other = encoded(TinyCompany.ledgers(30).get(2).user());
            return server.send(HttpRequest.newBuilder(server.uri(path.replace("{id}", other)))
                    .DELETE()
                    .build());
        }
        if (document.at("/paths")
                .path(path)
                .path(method)
                .at("/requestBody/content")
                .has(FORM)) {
            return server.send(HttpRequest.newBuilder(server.uri(filled(path)))
                    .header("Content-Type", FORM)
                    .header("Sec-Fetch-Site", "same-origin")
                    .POST(HttpRequest.BodyPublishers.ofString("theme=dark&key=none&id=c-1&what=already_contacted"))
                    .build());
        }
        return method.equals("get") ? server.get(filled(path)) : server.post(filled(path), body(path));
    }

    private static String body(String path) {
        if (path.endsWith("/infer") || (path.startsWith("/v2/") && path.endsWith("/explain"))) {
            return "{\"inputs\":[{\"name\":\"silence_days\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[9,7]}]}";
        }
        if (path.startsWith("/v1/models/")) {
            return "{\"instances\":[{\"silence_days\":9}]}";
        }
        if (path.endsWith("/what-if")) {
            return "{\"features\":{\"silence_days\":9}}";
        }
        if (path.endsWith("/feedback")) {
            return "{\"kind\":\"already_contacted\"}";
        }
        if (path.endsWith("/contacts")) {
            return "{\"channel\":\"call\"}";
        }
        return switch (path) {
            case "/invocations" -> "{\"dataframe_records\":[{\"silence_days\":9}]}";
            case "/v2/repository/index", "/v2/repository/models/{name}/load", "/v2/repository/models/{name}/unload" ->
                "{}";
            case "/v1/events" ->
                "{\"events\":[{\"user\":\"u\",\"id\":\"e\",\"at\":\"2026-01-02T00:00:00Z\",\"kind\":\"visit\"}]}";
            default ->
                "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":{\"silence_days\":9}},{\"user\":\"v\"}]}";
        };
    }

    private static String filled(String path) {
        return path.replace("{id}", encoded(TinyCompany.ledgers(30).get(1).user()))
                .replace("{prediction}", prediction)
                .replace("{name}", "churn")
                .replace("{version}", "1")
                .replace("{label}", "champion");
    }
}
