package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableSchema;
import io.perennial.http.answer.EventReader;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the plain form of the own route's rows token by token: users with features by name, nothing else. What is not
 * plain, such as rows of events, and all that is wrong, is left to who reads it as a tree and says what is wrong where;
 * both read the same numbers. For any number of threads.
 */
public final class NamedRows {

    private static final Set<String> BODY = Set.of("rows", "asOf");
    private static final Set<String> ROW = Set.of("user", "asOf", "features");

    private final Schema schema;
    private final InputColumns columns;
    private final int mostRows;

    /**
     * Rows of a schema.
     *
     * @param mostRows most rows of one request
     */
    public NamedRows(Schema schema, int mostRows) {
        this.schema = schema;
        this.columns = InputColumns.of(schema);
        this.mostRows = mostRows;
    }

    /** A row. */
    public static final class Row {

        private final String user;
        private final Optional<LocalDate> asOf;
        private final double[] features;

        private Row(String user, Optional<LocalDate> asOf, double[] features) {
            this.user = user;
            this.asOf = asOf;
            this.features = features;
        }

        /** Id of the user. */
        public String user() {
            return user;
        }

        /** The day it speaks for; empty where nothing states it. */
        public Optional<LocalDate> asOf() {
            return asOf;
        }

        /** In the order of the schema, NaN for missing; handed over, not kept. */
        public double[] features() {
            return features;
        }
    }

    /** Whether it reads rows of this very schema: comparing contents costs more than reading a row. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isOf(Schema other) {
        return schema == other;
    }

    /** The rows of a body; empty where it is not plain. */
    public Optional<List<Row>> read(byte[] body) {
        Reading reading = new Reading();
        try (JsonParser in = Json.parser(body, 0, body.length)) {
            in.nextToken();
            Members.object(in, "", BODY, reading::body);
            return in.nextToken() == null ? reading.rows() : Optional.empty();
        } catch (Problem | IOException e) {
            return Optional.empty();
        }
    }

    private static Problem notPlain() {
        return Problem.of(Kind.BAD_JSON, "this is read as a tree");
    }

    /** One body being read. */
    private final class Reading {

        private final RowReader reader = new RowReader(columns, mostRows);
        private final List<Row> rows = new ArrayList<>();
        private Optional<LocalDate> common = Optional.empty();
        private boolean hasRows;
        private String user;
        private Optional<LocalDate> day;
        private Optional<double[]> features;

        void body(JsonParser in, String name) throws IOException {
            if (name.equals("asOf")) {
                common = day(in);
            } else {
                hasRows = true;
                Members.list(in, name, this::row);
            }
        }

        private void row(JsonParser in, String where) throws IOException {
            RowReader.requireRoom(rows.size(), mostRows);
            user = null;
            day = Optional.empty();
            features = Optional.empty();
            Members.object(in, where, ROW, this::member);
            if (user == null) {
                throw notPlain();
            }
            rows.add(new Row(user, day, features.orElseThrow(NamedRows::notPlain)));
        }

        private void member(JsonParser in, String name) throws IOException {
            switch (name) {
                case "user" -> user = EventReader.user(text(in)).orElseThrow(NamedRows::notPlain);
                case "asOf" -> day = day(in);
                default -> features = Optional.of(features(in));
            }
        }

        private double[] features(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw notPlain();
            }
            double[] row = reader.row(in, "features");
            if (schema instanceof TableSchema table
                    && table.unknown(row).findAny().isPresent()) {
                throw notPlain(); // Who reads it as a tree keeps what was sent, to tell it.
            }
            return row;
        }

        private static String text(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw notPlain();
            }
            return in.getText();
        }

        private static Optional<LocalDate> day(JsonParser in) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return Optional.empty();
            }
            return Optional.of(Subjects.day(text(in)).orElseThrow(NamedRows::notPlain));
        }

        /** The rows, each of the body's day where it has none of its own. */
        Optional<List<Row>> rows() {
            return hasRows
                    ? Optional.of(rows.stream()
                            .map(row -> new Row(row.user(), row.asOf().or(() -> common), row.features()))
                            .toList())
                    : Optional.empty();
        }
    }
}
