package io.perennial.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a cell shows: text it printed, or its last value. */
sealed interface Output {

    /** What a reader sees, to compare. */
    String text();

    /** The form it has in a notebook file. */
    ObjectNode toJson(int executionCount);

    /** Text written to standard output. */
    record Printed(String text) implements Output {

        @Override
        public ObjectNode toJson(int executionCount) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("output_type", "stream").put("name", "stdout");
            json.set("text", Lines.toJson(text));
            return json;
        }
    }

    /** The value of a cell's last expression. */
    record Value(String type, String text) implements Output {

        @Override
        public ObjectNode toJson(int executionCount) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("output_type", "execute_result").put("execution_count", executionCount);
            json.putObject("metadata");
            json.putObject("data").set(type, Lines.toJson(text));
            return json;
        }
    }

    /** Reads an output of a notebook file. */
    static Output of(JsonNode json) {
        String type = json.path("output_type").asText();
        if (type.equals("stream")) {
            return new Printed(Lines.of(json.path("text")));
        }
        if (type.equals("execute_result") && json.path("data").size() == 1) {
            Map.Entry<String, JsonNode> data =
                    json.path("data").properties().iterator().next();
            return new Value(data.getKey(), Lines.of(data.getValue()));
        }
        throw new IllegalArgumentException(
                "output of type '" + type + "' with " + json.path("data").size()
                        + " forms is none that a refresh writes: stream, or execute_result with one");
    }
}
