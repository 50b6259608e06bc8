package io.perennial.features.spark.ingest;

import io.perennial.features.event.NoValue;
import io.perennial.features.spark.mapping.EventRule;
import io.perennial.features.spark.mapping.EventRule.Field;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.MoneyRule;
import io.perennial.features.spark.source.AskedColumns;
import io.perennial.features.spark.source.RawLog;
import io.perennial.features.spark.source.SqlExpression;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Where the values a mapping asks for stand in a row of evaluated expressions. What several rules ask alike is evaluated
 * once.
 *
 * @param rules by rule, the place of each field it has
 */
record RowLayout(List<Map<Field, Integer>> rules) implements Serializable {

    static final int FILE = 0;
    static final int HIGH = 1;
    static final int LOW = 2;
    static final int RAW = 3;
    static final int PROBLEM = 4;
    static final int USER = 5;
    static final int TIME = 6;
    static final int MONEY = 7;
    static final int KEY = 8;
    private static final int FIRST_RULE = 9;

    /** Stands for the place of what is not there. */
    static final int NONE = -1;

    /** What {@link String#strip} takes away and exports have. */
    private static final String BLANKS = " \t\r\n\f\u2003\u3000";

    private static final String USER_AS_WRITTEN = "__user_as_written";

    /** Joins the columns of an id: no text has it. */
    private static final String UNIT_SEPARATOR = "\u001f";

    /** The layout of a mapping: rules in order, fields in the order of their declaration. */
    static RowLayout of(Mapping mapping) {
        List<Map<Field, Integer>> rules = new ArrayList<>();
        Map<Reading, Integer> places = new HashMap<>();
        for (EventRule rule : mapping.events()) {
            Map<Field, Integer> ofRule = new EnumMap<>(Field.class);
            rule.fields().forEach((field, sql) -> {
                int next = FIRST_RULE + places.size();
                ofRule.put(field, places.computeIfAbsent(Reading.of(field, sql), reading -> next));
            });
            rules.add(ofRule);
        }
        return new RowLayout(rules);
    }

    /** The place of a field of a rule, {@link #NONE} where the rule does not have it. */
    int place(int rule, Field field) {
        return rules.get(rule).getOrDefault(field, NONE);
    }

    /** An expression and how it is read. */
    private record Reading(Form form, String sql) {

        private enum Form {
            CONDITION,
            MONEY,
            VALUE
        }

        static Reading of(Field field, String sql) {
            return new Reading(
                    switch (field) {
                        case WHEN -> Form.CONDITION;
                        case AMOUNT -> Form.MONEY;
                        default -> Form.VALUE;
                    },
                    sql);
        }

        Column column(SqlExpression expression, Dataset<Row> empty) {
            return switch (form) {
                case CONDITION -> expression.condition(empty);
                case MONEY -> expression.money(empty);
                case VALUE -> expression.value(empty);
            };
        }
    }

    /** The columns of the raw log a mapping reads. */
    static AskedColumns asked(Mapping mapping) {
        Set<String> ids = new TreeSet<>(mapping.id());
        ids.add(mapping.user());
        SortedSet<String> asked = new TreeSet<>(ids);
        asked.add(mapping.time().column());
        mapping.money().filter(MoneyRule::isColumn).ifPresent(money -> asked.add(money.column()));
        for (EventRule rule : mapping.events()) {
            rule.fields()
                    .forEach(
                            (field, sql) -> asked.addAll(expression(rule, field).columns()));
        }
        return new AskedColumns(asked, ids);
    }

    /** The rows of a raw log with what the mapping asks of them, in this layout. */
    static Dataset<Row> evaluated(Mapping mapping, Dataset<Row> log) {
        return log.select(told(mapping)).select(columns(log.sparkSession(), mapping));
    }

    /** The columns of a raw log without words for nothing; the user's are told in why a row is of no use. */
    private static Column[] told(Mapping mapping) {
        List<Column> columns = meta();
        columns.add(column(mapping.user()).as(USER_AS_WRITTEN));
        asked(mapping).all().forEach(name -> columns.add(told(column(name)).as(name)));
        return columns.toArray(Column[]::new);
    }

    private static Column told(Column text) {
        Column isTold = functions.not(functions.trim(text, BLANKS).isin(NoValue.WORDS.toArray()));
        return functions.when(isTold, text);
    }

    private static List<Column> meta() {
        return Stream.of(RawLog.FILE, RawLog.HIGH, RawLog.LOW, RawLog.RAW, RawLog.PROBLEM)
                .map(functions::col)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Column[] columns(SparkSession spark, Mapping mapping) {
        Dataset<Row> empty = RawLog.empty(spark, asked(mapping).all());
        List<Column> columns = meta();
        columns.add(functions.col(USER_AS_WRITTEN));
        columns.add(column(mapping.time().column()));
        columns.add(mapping.money()
                .filter(MoneyRule::isColumn)
                .map(money -> column(money.column()))
                .orElse(functions.lit(null).cast(DataTypes.StringType)));
        columns.add(key(mapping.id()));
        Set<Reading> seen = new HashSet<>();
        for (EventRule rule : mapping.events()) {
            rule.fields().forEach((field, sql) -> {
                Reading reading = Reading.of(field, sql);
                if (seen.add(reading)) {
                    columns.add(reading.column(expression(rule, field), empty));
                }
            });
        }
        return named(columns);
    }

    private static SqlExpression expression(EventRule rule, Field field) {
        String where = rule.where() + field.key();
        return SqlExpression.parse(where, rule.expression(field).orElseThrow());
    }

    private static Column key(List<String> id) {
        if (id.isEmpty()) {
            return functions.lit(null).cast(DataTypes.StringType);
        }
        List<Column> parts = new ArrayList<>();
        for (String name : id) {
            if (!parts.isEmpty()) {
                parts.add(functions.lit(UNIT_SEPARATOR));
            }
            parts.add(column(name));
        }
        return functions.concat(parts.toArray(Column[]::new));
    }

    /** Expressions may have no name or one of the log's own, so columns are named by their place. */
    private static Column[] named(List<Column> columns) {
        Column[] named = new Column[columns.size()];
        for (int i = 0; i < named.length; i++) {
            named[i] = columns.get(i).as("c" + i);
        }
        return named;
    }

    private static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }
}
