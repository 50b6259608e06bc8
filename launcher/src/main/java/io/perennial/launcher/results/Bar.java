package io.perennial.launcher.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing a study must show.
 *
 * @param text  the bar in words
 * @param value where the number stands in the result
 * @param check what is asked of it
 */
record Bar(String text, Selector value, Check check) {

    /**
     * A bar as judged.
     *
     * @param bar   the bar in words
     * @param shown what the result shows
     * @param met   whether it passes
     */
    record Verdict(String bar, String shown, boolean met) {}

    /** Judges a result. */
    Verdict judge(JsonNode result) {
        JsonNode found = value.in(result);
        return new Verdict(text, shown(found), check.passes(found, result));
    }

    private static String shown(JsonNode found) {
        if (found.isMissingNode() || found.isNull()) {
            return "not told";
        }
        return found.isNumber() || found.isObject() ? Figure.of(found).text() : found.isArray() ? "" : found.asText();
    }

    /**
     * Reads a bar of {@code studies.json}.
     *
     * @throws IllegalArgumentException where it asks nothing or more than one thing
     */
    static Bar of(JsonNode node) {
        List<Check> checks = new ArrayList<>();
        node.properties().forEach(entry -> {
            JsonNode asked = entry.getValue();
            switch (entry.getKey()) {
                case "bar", "value" -> {}
                case "at_least" -> checks.add(new Check.AtLeast(asked.asDouble()));
                case "at_most" -> checks.add(new Check.AtMost(asked.asDouble()));
                case "between" ->
                    checks.add(new Check.Between(
                            asked.path(0).asDouble(), asked.path(1).asDouble()));
                case "interval_above" -> checks.add(new Check.IntervalAbove(asked.asDouble()));
                case "interval_below" -> checks.add(new Check.IntervalBelow(asked.asDouble()));
                case "as_close_to_1_as" -> checks.add(new Check.Closer(1, new Selector(asked.asText())));
                case "at_most_that_of" -> checks.add(new Check.AtMostThat(new Selector(asked.asText())));
                case "high_within_half_error_of" ->
                    checks.add(new Check.HighWithinHalfError(new Selector(asked.asText())));
                case "low_within_half_error_of" ->
                    checks.add(new Check.LowWithinHalfError(new Selector(asked.asText())));
                case "names" -> checks.add(new Check.Names(words(asked)));
                case "is_true" -> checks.add(new Check.IsTrue());
                default -> throw new IllegalArgumentException("a bar knows no '" + entry.getKey() + "'");
            }
        });
        if (checks.size() != 1) {
            throw new IllegalArgumentException("bar '" + node.path("bar").asText() + "' must ask exactly one thing");
        }
        return new Bar(
                node.path("bar").asText(), new Selector(node.path("value").asText()), checks.get(0));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return List.copyOf(words);
    }
}
