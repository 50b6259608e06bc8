package io.perennial.http.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.http.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request of a file under {@code protocol}, and what must come back.
 *
 * @param given the case as the file has it
 */
record ProtocolCase(JsonNode given) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The cases of a file. */
    static List<ProtocolCase> of(String file) throws IOException {
        List<ProtocolCase> cases = new ArrayList<>();
        try (InputStream in = ProtocolCase.class.getResourceAsStream("/protocol/" + file)) {
            JSON.readTree(in).forEach(given -> cases.add(new ProtocolCase(given)));
        }
        return cases;
    }

    String name() {
        return given.get("name").asText();
    }

    String method() {
        return given.has("get") ? "get" : "post";
    }

    String path() {
        return given.get(method()).asText();
    }

    int status() {
        return given.get("status").asInt();
    }

    /** The body as JSON; empty where it is none, or not JSON. */
    Optional<JsonNode> body() {
        return Optional.ofNullable(given.get("body"));
    }

    /** The request to a server. */
    HttpRequest request(RunningServer server) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path()));
        if (given.has("get")) {
            return request.build();
        }
        String text = given.has("text")
                ? given.get("text").asText()
                : given.get("body").toString();
        String type = given.path("type").asText("application/json");
        request.POST(BodyPublishers.ofString(text));
        given.path("with")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        return type.isEmpty()
                ? request.build()
                : request.header("Content-Type", type).build();
    }
}
