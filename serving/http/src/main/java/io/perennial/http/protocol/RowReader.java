package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads rows of JSON, a list of values in the order of the model's columns or an object by their names. One thread. */
final class RowReader {

    private final InputColumns columns;
    private final int mostRows;
    private final int[] lastRowWith;
    private int row;

    RowReader(InputColumns columns, int mostRows) {
        this.columns = columns;
        this.mostRows = mostRows;
        this.lastRowWith = new int[columns.width()];
    }

    /** The rows of the list a parser stands on the start of. */
    List<double[]> rows(JsonParser in, String where) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.at(Kind.BAD_FIELD, where, "'" + where + "' is not a list of rows");
        }
        List<double[]> rows = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            requireRoom(rows.size(), mostRows);
            rows.add(row(in, where));
        }
        return rows;
    }

    static void requireRoom(int rows, int mostRows) {
        if (rows == mostRows) {
            throw Problem.of(
                    Kind.TOO_LARGE,
                    "the request has more than " + mostRows + " rows, which is the most taken; send several requests");
        }
    }

    /** The row a parser stands on the start of. */
    double[] row(JsonParser in, String where) throws IOException {
        row++;
        double[] values = new double[columns.width()];
        Arrays.fill(values, Double.NaN);
        if (in.currentToken() == JsonToken.START_ARRAY) {
            byPlace(in, where, values);
        } else if (in.currentToken() == JsonToken.START_OBJECT) {
            byName(in, where, values);
        } else {
            throw wrong(where, "is neither a list of values nor an object of named values");
        }
        return values;
    }

    private void byPlace(JsonParser in, String where, double[] values) throws IOException {
        int column = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (column == values.length) {
                throw wrong(where, "has more than " + values.length + " values");
            }
            values[column] = columns.cell(in, column);
            column++;
        }
        if (column != values.length) {
            throw wrong(where, "has " + column + " values, the model reads " + values.length);
        }
    }

    private void byName(JsonParser in, String where, double[] values) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            int column = columns.place(name);
            if (lastRowWith[column] == row) {
                throw wrong(where, "has column '" + Request.shown(name) + "' twice");
            }
            lastRowWith[column] = row;
            in.nextToken();
            values[column] = columns.cell(in, column);
        }
    }

    private Problem wrong(String where, String what) {
        String at = where + "[" + (row - 1) + "]";
        return Problem.at(Kind.BAD_FIELD, at, at + " " + what);
    }
}
