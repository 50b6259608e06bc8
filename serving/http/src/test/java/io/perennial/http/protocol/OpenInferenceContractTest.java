package io.perennial.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Open Inference Protocol as others know it: a document of its meaning, apart from the one that is made of our
 * routes, holds for every request and answer of the cases. What the published document gets wrong is mended in it and
 * listed there.
 */
class OpenInferenceContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @TempDir
    static Path root;

    private static RunningServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() throws IOException {
        try (InputStream in =
                OpenInferenceContractTest.class.getResourceAsStream("/protocol/open-inference.openapi.json")) {
            document = JSON.readTree(in);
        }
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
        server = RunningServer.over(registry);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_answer_has_the_form_the_protocol_promises_and_every_operation_answers() throws Exception {
        Set<String> answered = new TreeSet<>();
        for (ProtocolCase one : ProtocolCase.of("inference.json")) {
            Optional<JsonNode> operation = operation(one);
            if (operation.isEmpty()) {
                continue;
            }
            HttpResponse<String> response = server.send(one.request(server));
            JsonNode promised = operation.get().get("responses").get("" + response.statusCode());
            assertTrue(promised != null, one.name() + ": " + response.statusCode() + " is not in the document");
            assertEquals(Set.of(), answer(promised).validate(RunningServer.json(response)), one.name());
            if (response.statusCode() == 200) {
                answered.add(operation.get().get("operationId").asText());
            }
        }
        assertEquals(new TreeSet<>(document.findValuesAsText("operationId")), answered);
    }

    @Test
    void every_request_that_is_answered_is_one_of_the_protocol() throws IOException {
        int requests = 0;
        for (ProtocolCase one : ProtocolCase.of("inference.json")) {
            Optional<JsonNode> operation = operation(one);
            if (one.status() == 200 && operation.isPresent() && one.body().isPresent()) {
                JsonSchema asked = schema(content(operation.get().get("requestBody")));
                assertEquals(Set.of(), asked.validate(one.body().get()), one.name());
                requests++;
            }
        }
        assertTrue(requests >= 10, requests + " requests");
    }

    @Test
    void who_may_not_answer_yet_says_so_in_the_form_of_the_protocol(@TempDir Path empty) throws Exception {
        try (RunningServer bare = RunningServer.over(Registry.at(empty.resolve("registry")))) {
            HttpResponse<String> ready = bare.get("/v2/health/ready");
            assertEquals(503, ready.statusCode());
            JsonNode promised = document.at("/paths/~1v2~1health~1ready/get/responses/503");
            assertEquals(Set.of(), answer(promised).validate(RunningServer.json(ready)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ready        | {"live": true}
            Error        | {}
            Error        | {"error": "what", "detail": "more"}
            Metadata     | {"name": "churn", "platform": "perennial", "inputs": [], "outputs": []}
            InferRequest | {"inputs": [{"name": "a", "shape": [1], "datatype": "FP64"}]}
            InferRequest | {"inputs": [{"name": "a", "shape": [1], "datatype": "DOUBLE", "data": [1]}]}
            InferRequest | {"inputs": [{"name": "a", "shape": [-1], "datatype": "FP64", "data": [1]}]}
            InferRequest | {"inputs": [{"name": "a", "shape": [1], "datatype": "FP64", "data": [{"b": 1}]}]}
            InferAnswer  | {"outputs": []}
            Index        | [{"name": "churn", "state": "FINE", "reason": ""}]
            """)
    void what_the_protocol_does_not_know_is_found(String form, String body) throws IOException {
        ObjectNode reference = JSON.createObjectNode().put("$ref", "#/components/schemas/" + form);
        assertNotEquals(Set.of(), schema(reference).validate(JSON.readTree(body)));
    }

    @Test
    void a_tensor_whose_bytes_follow_needs_no_data() throws IOException {
        JsonNode asked = JSON.readTree("{\"inputs\": [{\"name\": \"a\", \"shape\": [1], \"datatype\": \"FP64\","
                + " \"parameters\": {\"binary_data_size\": 8}}]}");
        ObjectNode reference = JSON.createObjectNode().put("$ref", "#/components/schemas/InferRequest");
        assertEquals(Set.of(), schema(reference).validate(asked));
    }

    /** The operation a case asks for; empty where the document knows no such path, or not by this method. */
    private static Optional<JsonNode> operation(ProtocolCase one) {
        String path = one.path().replaceAll("\\?.*|/$", "");
        return document.get("paths").properties().stream()
                .filter(template -> path.matches(template.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .filter(operations -> operations.has(one.method()))
                .map(operations -> operations.get(one.method()))
                .findFirst();
    }

    private static JsonSchema answer(JsonNode promised) {
        JsonNode response =
                promised.has("$ref") ? document.at(promised.get("$ref").asText().substring(1)) : promised;
        return schema(content(response));
    }

    private static JsonNode content(JsonNode message) {
        return message.get("content").get("application/json").get("schema");
    }

    /** A schema with the others beside it, to which it refers. */
    private static JsonSchema schema(JsonNode node) {
        ObjectNode whole = node.deepCopy();
        whole.set("components", document.get("components"));
        return SCHEMAS.getSchema(whole);
    }
}
