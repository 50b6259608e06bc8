package io.perennial.http.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * CloudEvents 1.0 around the bodies of a protocol: an event is answered by an event in the mode it came in, a body that
 * is none as ever. In binary mode the attributes are headers {@code ce-*} beside the body as it is; in structured mode
 * one JSON object holds them, and the body as {@code data}. What is wrong is said in the protocol's own form, without an
 * event. (CloudEvents, HTTP protocol binding 1.0.2, sections 3.1 and 3.2; the answer's source and type are KServe's.)
 */
public final class CloudEvents {

    /** The media type of an event in structured mode. */
    public static final String STRUCTURED = "application/cloudevents+json";

    private static final String VERSION = "specversion";
    private static final String TAKEN = "1.0";
    private static final String SOURCE = "io.kserve.inference.";
    private static final String TYPE = SOURCE + "response";
    private static final String DATA = "data";

    private CloudEvents() {}

    /** A handler of events as well as of what it handles. */
    static Route.Handler around(Route.Handler handler) {
        return request -> {
            if (isStructured(request)) {
                return structured(handler.handle(request.withBody(data(request))), request);
            }
            return isBinary(request) ? binary(handler.handle(checked(request)), request) : handler.handle(request);
        };
    }

    /** JSON Schema of an event in structured mode whose data are of a schema. */
    public static ObjectNode schema(ObjectNode data) {
        Schema.Members event = Schema.object();
        Request.EVENT.forEach(header -> event.with(attribute(header), Schema.text("as CloudEvents 1.0 has it")));
        return event.with(DATA, data).schema();
    }

    private static boolean isStructured(Request request) {
        return request.header(Request.CONTENT_TYPE)
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED))
                .isPresent();
    }

    private static boolean isBinary(Request request) {
        return Request.EVENT.stream().anyMatch(name -> request.header(name).isPresent());
    }

    private static String attribute(String header) {
        return header.substring("ce-".length());
    }

    private static Request checked(Request request) {
        Request.EVENT.forEach(header -> require("header '" + header + "'", header, request.header(header)));
        return request;
    }

    private static byte[] data(Request request) {
        Fields event = Json.read(request.body());
        Request.EVENT.stream()
                .map(CloudEvents::attribute)
                .forEach(name -> require("attribute '" + name + "'", name, event.optionalText(name)));
        JsonNode data = event.value(DATA);
        if (!data.isObject()) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    DATA,
                    "'data' of the CloudEvent is not an object; send {\"instances\": [...]} as 'data'");
        }
        return Json.bytes(data);
    }

    private static void require(String what, String field, Optional<String> value) {
        if (value.filter(text -> !text.isBlank()).isEmpty()) {
            throw Problem.at(Kind.BAD_FIELD, field, what + " of the CloudEvent is missing or empty");
        }
        if (field.endsWith(VERSION) && !value.get().equals(TAKEN)) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    field,
                    what + " of the CloudEvent is '" + Request.shown(value.get()) + "'; version " + TAKEN
                            + " is taken");
        }
    }

    private static Answer binary(Answer answer, Request request) {
        Map<String, String> headers = new TreeMap<>();
        attributes(request).forEach((name, value) -> headers.put("ce-" + name, value));
        return answer.with(headers);
    }

    private static Answer structured(Answer answer, Request request) {
        byte[] event = Json.written(out -> {
            for (Map.Entry<String, String> attribute : attributes(request).entrySet()) {
                out.writeStringField(attribute.getKey(), attribute.getValue());
            }
            out.writeStringField("datacontenttype", answer.contentType());
            out.writeFieldName(DATA);
            out.writeRawValue(new String(answer.body(), StandardCharsets.UTF_8));
        });
        return Answer.of(answer.status(), STRUCTURED, event).with(answer.headers());
    }

    private static Map<String, String> attributes(Request request) {
        return new TreeMap<>(Map.of(
                VERSION,
                TAKEN,
                "id",
                UUID.randomUUID().toString(),
                "source",
                SOURCE + request.path("name"),
                "type",
                TYPE,
                "time",
                Instant.now().toString()));
    }
}
