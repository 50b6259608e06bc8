package io.perennial.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON Schemas of requests and answers, as OpenAPI 3.1 takes them. */
public final class Schema {

    /** The words of a yes or no in a query; no where nothing is said. */
    public static final List<String> NO_YES = List.of("false", "true");

    private Schema() {}

    /** A text. */
    public static ObjectNode text(String about) {
        return Json.object().put("type", "string").put("description", about);
    }

    /** A text of at most so many characters. */
    public static ObjectNode text(String about, int most) {
        return text(about).put("maxLength", most);
    }

    /** A text that is one of some words, the first being the default. */
    public static ObjectNode oneOf(List<String> words) {
        ObjectNode node = Json.object().put("type", "string");
        words.forEach(node.putArray("enum")::add);
        return node.put("default", words.get(0));
    }

    /** A whole number within bounds. */
    public static ObjectNode integer(long least, long most) {
        return Json.object().put("type", "integer").put("minimum", least).put("maximum", most);
    }

    /** A number that may be null. */
    public static ObjectNode number(String about) {
        ObjectNode node = Json.object().put("description", about);
        node.putArray("type").add("number").add("null");
        return node;
    }

    /** True or false. */
    public static ObjectNode truth() {
        return Json.object().put("type", "boolean");
    }

    /** A list. */
    public static ObjectNode list(ObjectNode items) {
        return Json.object().put("type", "array").set("items", items);
    }

    /** An object with these required members; further members may come with later releases. */
    public static Members object() {
        return new Members();
    }

    /** An object schema in the making. */
    public static final class Members {

        private final ObjectNode node = Json.object().put("type", "object");
        private final ObjectNode properties = node.putObject("properties");

        private Members() {}

        /** A member that is always there. */
        public Members with(String name, ObjectNode schema) {
            properties.set(name, schema);
            node.withArray("required").add(name);
            return this;
        }

        /** A member that may be missing. */
        public Members optional(String name, ObjectNode schema) {
            properties.set(name, schema);
            return this;
        }

        /** No other member is taken. */
        public ObjectNode closed() {
            return node.put("additionalProperties", false);
        }

        /** The schema. */
        public ObjectNode schema() {
            return node;
        }
    }
}
