package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows in the forms of MLflow's scoring server: four of JSON, and CSV. */
final class MlflowRows {

    /** The forms of JSON, of which a body holds exactly one. */
    static final List<String> FORMS = List.of("dataframe_split", "dataframe_records", "instances", "inputs");

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputColumns columns;
    private final int mostRows;

    MlflowRows(InputColumns columns, int mostRows) {
        this.columns = columns;
        this.mostRows = mostRows;
    }

    /** The rows of a JSON body. */
    List<double[]> json(Fields body) {
        Set<String> known = new HashSet<>(FORMS);
        known.add("params");
        List<String> given = FORMS.stream().filter(body::has).toList();
        if (given.size() != 1) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    given.isEmpty() ? FORMS.get(0) : given.get(1),
                    "the body must hold exactly one of " + String.join(", ", FORMS) + ", but holds "
                            + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        body.only(known);
        if (body.has("params")) {
            body.object("params");
        }
        String form = given.get(0);
        JsonNode value = body.value(form);
        try {
            return switch (form) {
                case "dataframe_split" -> split(body.object(form));
                case "inputs" -> value.isObject() ? byColumn(body.object(form)) : rows(value, form);
                default -> rows(value, form);
            };
        } catch (IOException e) {
            throw Problem.of(Kind.BAD_JSON, "the body is not UTF-8 JSON");
        }
    }

    private List<double[]> rows(JsonNode list, String where) throws IOException {
        try (JsonParser in = list.traverse()) {
            in.nextToken();
            return new RowReader(columns, mostRows).rows(in, where);
        }
    }

    private List<double[]> split(Fields frame) throws IOException {
        frame.only(Set.of("columns", "data", "index"));
        JsonNode names = frame.value("columns");
        JsonNode data = frame.value("data");
        if (!names.isArray() || !data.isArray()) {
            throw frame.wrong(names.isArray() ? "data" : "columns", "a list");
        }
        int[] places = places(texts(names, frame));
        List<double[]> rows = new ArrayList<>();
        for (JsonNode cells : data) {
            RowReader.requireRoom(rows.size(), mostRows);
            if (!cells.isArray() || cells.size() != places.length) {
                throw frame.wrong("data", "lists of " + places.length + " values, in row " + rows.size());
            }
            double[] row = missing();
            for (int i = 0; i < places.length; i++) {
                row[places[i]] = cell(cells.get(i), places[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> texts(JsonNode names, Fields frame) {
        List<String> texts = new ArrayList<>();
        for (JsonNode name : names) {
            if (!name.isTextual()) {
                throw frame.wrong("columns", "a list of names");
            }
            texts.add(name.textValue());
        }
        return texts;
    }

    private List<double[]> byColumn(Fields given) throws IOException {
        List<double[]> rows = new ArrayList<>();
        boolean isFirst = true;
        for (String name : given.names()) {
            int place = columns.place(name);
            JsonNode cells = given.value(name);
            if (!cells.isArray() || (!isFirst && cells.size() != rows.size())) {
                throw given.wrong(name, "a list as long as the other columns");
            }
            for (int i = 0; isFirst && i < cells.size(); i++) {
                RowReader.requireRoom(i, mostRows);
                rows.add(missing());
            }
            isFirst = false;
            for (int i = 0; i < cells.size(); i++) {
                // A column of one-element rows is what a two-dimensional array with one column looks like.
                JsonNode own = cells.get(i).isArray() && cells.get(i).size() == 1
                        ? cells.get(i).get(0)
                        : cells.get(i);
                rows.get(i)[place] = cell(own, place);
            }
        }
        return rows;
    }

    private double cell(JsonNode value, int place) throws IOException {
        try (JsonParser in = value.traverse()) {
            in.nextToken();
            return columns.cell(in, place);
        }
    }

    /**
     * The rows of a CSV body, its first line the names of columns. Blank lines are none, and a byte order mark before all is
     * no part of a name, as pandas has it.
     */
    List<double[]> csv(byte[] body) {
        String sent = new String(body, StandardCharsets.UTF_8);
        String text = sent.startsWith(BYTE_ORDER_MARK) ? sent.substring(BYTE_ORDER_MARK.length()) : sent;
        try (var lines = CSV.readerFor(String[].class).<String[]>readValues(text)) {
            Iterator<String[]> each = lines;
            if (!each.hasNext()) {
                throw Problem.of(Kind.BAD_FIELD, "the body is empty; send a line of column names, then rows");
            }
            int[] places = places(Arrays.asList(each.next()));
            List<double[]> rows = new ArrayList<>();
            while (each.hasNext()) {
                RowReader.requireRoom(rows.size(), mostRows);
                rows.add(row(each.next(), places, rows.size()));
            }
            return rows;
        } catch (IOException | RuntimeException e) {
            if (e instanceof Problem known) {
                throw known;
            }
            throw Problem.of(Kind.BAD_FIELD, "the body is not CSV of UTF-8 that can be read");
        }
    }

    private double[] row(String[] cells, int[] places, int at) {
        if (cells.length != places.length) {
            throw Problem.of(
                    Kind.BAD_FIELD, "row " + at + " has " + cells.length + " cells, the header " + places.length);
        }
        double[] row = missing();
        for (int i = 0; i < places.length; i++) {
            row[places[i]] = columns.fileCell(cells[i], places[i]);
        }
        return row;
    }

    private int[] places(List<String> names) {
        Map<String, Long> counts = names.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        counts.forEach((name, count) -> {
            if (count > 1) {
                throw Problem.at(
                        Kind.BAD_FIELD, "columns", "column '" + Request.shown(name) + "' is there " + count + " times");
            }
        });
        return names.stream().mapToInt(columns::place).toArray();
    }

    private double[] missing() {
        double[] row = new double[columns.width()];
        Arrays.fill(row, Double.NaN);
        return row;
    }
}
