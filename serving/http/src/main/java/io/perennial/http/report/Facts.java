package io.perennial.http.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.report.Report.Estimate;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A JSON object of a run's file, read strictly: what is missing or of another form is named with file and field.
 *
 * @param where  file and place, for messages
 * @param remedy what to do about it, for messages
 * @param node   the object
 */
record Facts(String where, String remedy, JsonNode node) {

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    Facts object(String field) {
        return new Facts(where + " " + field, remedy, required(field, JsonNode::isObject, "an object"));
    }

    <T> List<T> all(String field, Function<Facts, T> reader) {
        return objects(field).stream().map(reader).toList();
    }

    List<Facts> objects(String field) {
        List<Facts> objects = new ArrayList<>();
        for (JsonNode element : required(field, JsonNode::isArray, "a list")) {
            objects.add(new Facts(where + " " + field + "[" + objects.size() + "]", remedy, element));
        }
        return objects;
    }

    String text(String field) {
        return required(field, JsonNode::isTextual, "a text").textValue();
    }

    long whole(String field) {
        return required(field, JsonNode::isIntegralNumber, "a whole number").longValue();
    }

    boolean truth(String field) {
        return required(field, JsonNode::isBoolean, "true or false").booleanValue();
    }

    double number(String field) {
        return required(field, JsonNode::isNumber, "a number").doubleValue();
    }

    double orNaN(String field) {
        return has(field) ? number(field) : Double.NaN;
    }

    Estimate estimate(String field) {
        return object(field).estimate();
    }

    /** The object as an estimate with its interval: of ends of which one alone is told, the other is infinite. */
    Estimate estimate() {
        double low = has("high") && !has("low") ? Double.NEGATIVE_INFINITY : orNaN("low");
        double high = has("low") && !has("high") ? Double.POSITIVE_INFINITY : orNaN("high");
        return new Estimate(orNaN("estimate"), low, high);
    }

    LocalDate date(String field) {
        try {
            return LocalDate.parse(text(field));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(where + ": '" + field + "' is not a date" + remedy, e);
        }
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        required(field, JsonNode::isArray, "a list").forEach(text -> texts.add(text.asText()));
        return texts;
    }

    Map<String, Long> counts(String field) {
        Map<String, Long> counts = new LinkedHashMap<>();
        object(field)
                .node()
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().longValue()));
        return counts;
    }

    private JsonNode required(String field, Predicate<JsonNode> form, String formName) {
        JsonNode value = node.get(field);
        if (value == null || !form.test(value)) {
            String found = value == null ? "missing" : "not " + formName;
            throw new IllegalArgumentException(where + ": '" + field + "' is " + found + remedy);
        }
        return value;
    }
}
