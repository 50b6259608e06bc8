package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorForm;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.Once;
import io.perennial.http.protocol.CloudEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI 3.1 document of a table of routes. */
final class OpenApi {

    private static final String BEARER = "bearer";
    private static final List<Problem.Kind> EVERYWHERE = List.of(
            Problem.Kind.UNKNOWN_PARAMETER,
            Problem.Kind.METHOD_NOT_ALLOWED,
            Problem.Kind.NOT_ACCEPTABLE,
            Problem.Kind.INTERNAL);
    private static final List<Problem.Kind> GUARDED =
            List.of(Problem.Kind.UNKNOWN_KEY, Problem.Kind.FORBIDDEN, Problem.Kind.TOO_MANY, Problem.Kind.BUSY);
    private static final List<Problem.Kind> WITH_BODY = List.of(
            Problem.Kind.BAD_JSON,
            Problem.Kind.BAD_FIELD,
            Problem.Kind.TOO_LARGE,
            Problem.Kind.TOO_SLOW,
            Problem.Kind.WRONG_CONTENT_TYPE);

    private OpenApi() {}

    /** The routes, and one more that gives the document of them all. */
    static List<Route> withDocument(List<Route> routes) {
        List<Route> all = new ArrayList<>(routes);
        // The document names its own route, so it is made once the list holds it; and once, since anybody may ask for
        // it.
        Once<Answer> document = new Once<>(() -> Answer.json(document(all)));
        all.add(Route.get("/openapi.json", Access.OPEN, "openapi", "This document.")
                .answering(Schema.object().with("openapi", Schema.text("3.1.0")).schema())
                .by(request -> document.get()));
        return List.copyOf(all);
    }

    static ObjectNode document(List<Route> routes) {
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Perennial")
                .put("version", "1")
                .put("description", "Churn, lifetime value and spending trend of users, with reasons that add up.")
                .putObject("license")
                .put("name", "Apache License 2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        for (Route route : routes) {
            if (isSpelledTwice(route)) {
                continue;
            }
            paths.withObjectProperty(route.path())
                    .set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        for (ErrorForm form : ErrorForm.values()) {
            schemas.set(nameOf(form), form.schema());
        }
        components
                .putObject("securitySchemes")
                .putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A key, where the server has keys. An operation names the access it needs.");
        return document;
    }

    /** Whether it only takes in who writes a slash at the end of another's path. */
    private static boolean isSpelledTwice(Route route) {
        return route.path().length() > 1 && route.path().endsWith("/");
    }

    private static ObjectNode operation(Route route) {
        ObjectNode operation = Json.object().put("operationId", route.id()).put("summary", route.summary());
        ArrayNode security = operation.putArray("security");
        if (route.access() != Access.OPEN) {
            security.addObject().putArray(BEARER).add(route.access().id());
        }
        if (!route.parameters().isEmpty()) {
            var parameters = operation.putArray("parameters");
            route.parameters().forEach(parameter -> parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("in", parameter.inPath() ? "path" : "query")
                    .put("required", parameter.inPath())
                    .put("description", parameter.about())
                    .set("schema", parameter.schema()));
        }
        route.body().ifPresent(body -> operation.set("requestBody", body(route, body)));
        operation.set("responses", responses(route));
        return operation;
    }

    private static ObjectNode shape(String type, ObjectNode schema) {
        if (type.equals(CloudEvents.STRUCTURED)) {
            return CloudEvents.schema(schema);
        }
        return type.endsWith("json") ? schema : Schema.text("what the media type says");
    }

    /** The schema is that of JSON, of an event around it too; other media types are what their name says. */
    private static ObjectNode body(Route route, ObjectNode schema) {
        ObjectNode node = Json.object().put("required", !route.consumes().contains(Route.NO_BODY));
        ObjectNode content = node.putObject("content");
        for (String type : route.consumes()) {
            if (!type.equals(Route.NO_BODY)) {
                content.putObject(type).set("schema", shape(type, schema));
            }
        }
        return node;
    }

    private static String nameOf(ErrorForm form) {
        return switch (form) {
            case PROBLEM -> "Problem";
            case INFERENCE -> "InferenceError";
            case MLFLOW -> "MlflowError";
        };
    }

    private static ObjectNode responses(Route route) {
        ObjectNode responses = Json.object();
        if (route.isSilent()) {
            responses.putObject("204").put("description", "Done.");
        } else if (route.takesForm()) {
            responses.putObject("303").put("description", "Done; Location says which page follows.");
        } else {
            ObjectNode done = responses.putObject("200").put("description", "Done.");
            ObjectNode content = done.putObject("content");
            ObjectNode answer = route.answer().orElseGet(() -> Schema.text("text"));
            content.putObject(route.produces()).set("schema", answer);
            route.others().forEach(type -> content.putObject(type).set("schema", shape(type, answer)));
        }
        List<Problem.Kind> kinds = new ArrayList<>(EVERYWHERE);
        kinds.addAll(route.problems());
        if (route.access() != Access.OPEN) {
            kinds.addAll(GUARDED);
        }
        if (route.body().isPresent()) {
            kinds.addAll(WITH_BODY);
        }
        Map<Integer, String> described = new TreeMap<>();
        kinds.forEach(kind -> described.merge(kind.status(), kind.title(), (one, two) -> one + "; or: " + two));
        described.forEach((status, titles) -> responses
                .putObject(Integer.toString(status))
                .put("description", titles + ".")
                .set("content", problem(route)));
        return responses;
    }

    /** Pages say problems as pages; nobody but the signed in sees them, so that 401 leads to where one signs in. */
    private static ObjectNode problem(Route route) {
        ObjectNode content = Json.object();
        if (route.produces().equals(Route.PAGE)) {
            content.putObject(Route.PAGE).set("schema", Schema.text("a page that says what is wrong"));
        } else {
            ErrorForm form = ErrorForm.of(route.path());
            content.putObject(form.contentType())
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/" + nameOf(form));
        }
        return content;
    }
}
