package io.perennial.launcher.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list in a result shown as a table.
 *
 * @param title   above it
 * @param rows    where the list stands
 * @param name    the field of a row that names it
 * @param columns where the numbers or words stand within a row, by heading
 */
record Table(String title, Selector rows, Selector name, Map<String, Selector> columns) {

    /** Reads a table of {@code studies.json}. */
    static Table of(JsonNode node) {
        Map<String, Selector> columns = new LinkedHashMap<>();
        node.path("columns")
                .properties()
                .forEach(entry -> columns.put(
                        entry.getKey(), new Selector(entry.getValue().asText())));
        return new Table(
                node.path("title").asText(),
                new Selector(node.path("rows").asText()),
                new Selector(node.path("name").asText()),
                columns);
    }

    /** The table in Markdown; empty where the result has no such list, without columns that nobody fills. */
    String text(JsonNode result) {
        JsonNode list = rows.in(result);
        if (list.isEmpty()) {
            return "";
        }
        Map<String, Selector> filled = new LinkedHashMap<>(columns);
        filled.values().removeIf(column -> !isFilled(list, column));
        List<String> head = new ArrayList<>(List.of(title));
        head.addAll(filled.keySet());
        StringBuilder text = new StringBuilder(line(head))
                .append(line(head.stream().map(cell -> "---").toList()));
        for (JsonNode row : list) {
            List<String> cells = new ArrayList<>(List.of(name.in(row).asText()));
            filled.values().forEach(column -> cells.add(cell(column.in(row))));
            text.append(line(cells));
        }
        return text.toString();
    }

    private static boolean isFilled(JsonNode list, Selector column) {
        for (JsonNode row : list) {
            if (!cell(column.in(row)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String cell(JsonNode found) {
        return found.isTextual() ? found.asText() : Figure.of(found).text();
    }

    static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
