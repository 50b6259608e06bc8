package io.perennial.http.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import java.util.Arrays;

/** JSON Schemas of the Open Inference Protocol, its defects mended: no data beside bytes, versions in answers. */
final class InferSchemas {

    private InferSchemas() {}

    static ObjectNode request() {
        ObjectNode input = Schema.object()
                .with("name", Schema.text("of the input"))
                .with("datatype", datatype())
                .with("shape", Schema.list(Schema.integer(0, Integer.MAX_VALUE)))
                .optional("parameters", parameters())
                .optional("data", Schema.list(element()))
                .closed();
        ObjectNode output = Schema.object()
                .with("name", Schema.text("of the output"))
                .optional("parameters", parameters())
                .closed();
        return Schema.object()
                .optional("id", Schema.text("comes back in the answer"))
                .optional("parameters", parameters())
                .with("inputs", Schema.list(input))
                .optional("outputs", Schema.list(output))
                .closed();
    }

    static ObjectNode answer() {
        ObjectNode output = Schema.object()
                .with("name", Schema.text("of the output"))
                .with("datatype", datatype())
                .with("shape", Schema.list(Schema.integer(0, Integer.MAX_VALUE)))
                .optional("parameters", parameters())
                .optional("data", Schema.list(Schema.number("null for missing")))
                .schema();
        return Schema.object()
                .with("model_name", Schema.text("who answered"))
                .with("model_version", Schema.text("which version of it"))
                .optional("id", Schema.text("the request's"))
                .optional("parameters", parameters())
                .with("outputs", Schema.list(output))
                .schema();
    }

    static ObjectNode parameters() {
        ObjectNode node = Json.object().put("type", "object");
        Arrays.asList("string", "number", "boolean")
                .forEach(node.putObject("additionalProperties").putArray("type")::add);
        return node;
    }

    /** A number, text or truth, a null for what is missing, or a list of such where data is nested. */
    private static ObjectNode element() {
        ObjectNode node = Json.object();
        Arrays.asList("number", "string", "boolean", "null", "array").forEach(node.putArray("type")::add);
        return node.set("items", Json.object());
    }

    private static ObjectNode datatype() {
        ObjectNode node = Json.object().put("type", "string");
        var names = node.putArray("enum");
        Arrays.stream(DataType.values()).forEach(type -> names.add(type.name()));
        return node;
    }
}
