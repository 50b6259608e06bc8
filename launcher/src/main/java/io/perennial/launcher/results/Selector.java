package io.perennial.launcher.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a JSON document, written like {@code targets[target=purchases].families[id=champion].figures.rmse}: fields
 * joined by dots, and of a list the first object whose field has the value named, or the only one where none is named.
 *
 * @param text as written
 */
record Selector(String text) {

    private static final Pattern STEP = Pattern.compile("([a-z0-9_]+)(?:\\[([a-z0-9_]+)=([^\\]]+)])?(?:\\.|$)");

    /** One step down. */
    private record Down(String field, String key, String value) {}

    Selector {
        steps(text);
    }

    /** What stands there; a missing node where nothing does. */
    JsonNode in(JsonNode document) {
        JsonNode at = document;
        for (Down step : steps(text)) {
            at = (at.isArray() && at.size() == 1 ? at.get(0) : at).path(step.field());
            at = step.key() == null ? at : first(at, step);
        }
        return at;
    }

    private static JsonNode first(JsonNode list, Down step) {
        for (JsonNode one : list) {
            if (one.path(step.key()).asText().equals(step.value())) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    private static List<Down> steps(String text) {
        List<Down> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && step.find(end) && step.start() == end) {
            steps.add(new Down(step.group(1), step.group(2), step.group(3)));
            end = step.end();
        }
        if (end < text.length() || steps.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is not a place in a JSON document: "
                    + "write fields joined by dots, and list[field=value] for one of a list");
        }
        return steps;
    }
}
