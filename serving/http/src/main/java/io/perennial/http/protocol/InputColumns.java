package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perennial.command.toml.Nearest;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns a model reads: their places by name, and how a cell of each is read. Immutable. */
final class InputColumns {

    private final List<String> ids;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<TableColumn> cells;
    private final boolean hasCategories;

    private InputColumns(List<String> ids, List<TableColumn> cells) {
        this.ids = ids;
        this.cells = cells;
        this.hasCategories = cells.stream().anyMatch(TableColumn::isCategory);
        for (int i = 0; i < ids.size(); i++) {
            places.put(ids.get(i), i);
        }
    }

    static InputColumns of(Schema schema) {
        return new InputColumns(schema.ids(), schema instanceof TableSchema table ? table.columns() : List.of());
    }

    List<String> ids() {
        return ids;
    }

    int width() {
        return ids.size();
    }

    /** Whether the model was made from a table, whose cells are read as the trainer read them. */
    boolean isTable() {
        return !cells.isEmpty();
    }

    /** Whether a column holds categories, not numbers. */
    boolean isCategory(int column) {
        return isTable() && cells.get(column).isCategory();
    }

    /** Whether any column holds categories. */
    boolean hasCategories() {
        return hasCategories;
    }

    /** Whether there is a column of this name. */
    boolean has(String name) {
        return places.containsKey(name);
    }

    /** The place of a column, or the problem that none is called so. */
    int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            String near = Nearest.to(name, ids)
                    .map(word -> "; did you mean '" + word + "'?")
                    .orElse("; the model's metadata lists all");
            throw Problem.at(
                    Kind.UNKNOWN_FIELD,
                    Request.shown(name),
                    "the model reads no column '" + Request.shown(name) + "'" + near);
        }
        return place;
    }

    /** The number of the value a parser stands on; NaN for null. */
    double cell(JsonParser in, int column) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        if (token.isNumeric() && !isCategory(column)) {
            return usable(in.getDoubleValue(), column);
        }
        if (isTable() && token.isScalarValue()) {
            return text(cellText(in), column);
        }
        throw wrong(column);
    }

    /** A number is the text of its value, not of its digits: 1.10 and 1.1 are one number of JSON, and one category. */
    private static String cellText(JsonParser in) throws IOException {
        return in.currentToken().isNumeric() ? in.getNumberValue().toString() : in.getText();
    }

    /** The number of a text: of a category its code, of a table's number what it says. */
    double text(String text, int column) {
        if (!isTable()) {
            throw wrong(column);
        }
        try {
            return usable(cells.get(column).value(text), column);
        } catch (IllegalArgumentException e) {
            throw wrong(column);
        }
    }

    /** The number of a cell of a file, where every value is a text; NaN for one that says nothing. */
    double fileCell(String text, int column) {
        if (isTable()) {
            return text(text, column);
        }
        if (TableColumn.isMissing(text)) {
            return Double.NaN;
        }
        return usable(TableColumn.number(text).orElseThrow(() -> wrong(column)), column);
    }

    /** A number that a row may hold, NaN for missing, or the problem that it is out of all bounds. */
    double usable(double value, int column) {
        if (Math.abs(value) > Fields.LARGEST) {
            throw wrong(column);
        }
        return value;
    }

    private Problem wrong(int column) {
        String expected = isCategory(column) ? "a text, or null for missing" : Fields.NUMBER_OR_NULL;
        return Problem.at(Kind.BAD_FIELD, ids.get(column), "column '" + ids.get(column) + "' is not " + expected);
    }
}
