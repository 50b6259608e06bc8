package io.perennial.features.spark.ingest;

import io.perennial.features.spark.mapping.EventRule;
import io.perennial.features.spark.mapping.EventRule.Field;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.MoneyRule;
import io.perennial.features.spark.source.RawLog;
import io.perennial.features.spark.source.SqlExpression;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Where the values a mapping asks for stand in a row of evaluated expressions.
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

    /** Joins the columns of an id: no text has it. */
    private static final String UNIT_SEPARATOR = "\u001f";

    /** The layout of a mapping: rules in order, fields in the order of their declaration. */
    static RowLayout of(Mapping mapping) {
        List<Map<Field, Integer>> rules = new ArrayList<>();
        int next = FIRST_RULE;
        for (EventRule rule : mapping.events()) {
            Map<Field, Integer> places = new EnumMap<>(Field.class);
            for (Field field : rule.fields().keySet()) {
                places.put(field, next++);
            }
            rules.add(places);
        }
        return new RowLayout(rules);
    }

    /** The columns of the raw log a mapping reads. */
    static SortedSet<String> asked(Mapping mapping) {
        SortedSet<String> asked = new TreeSet<>(mapping.id());
        asked.add(mapping.user());
        asked.add(mapping.time().column());
        mapping.money().filter(MoneyRule::isColumn).ifPresent(money -> asked.add(money.column()));
        for (EventRule rule : mapping.events()) {
            rule.fields()
                    .forEach(
                            (field, sql) -> asked.addAll(expression(rule, field).columns()));
        }
        return asked;
    }

    /** The columns to select from the raw log, in this layout. */
    static Column[] columns(SparkSession spark, Mapping mapping) {
        Dataset<Row> empty = RawLog.empty(spark, asked(mapping));
        List<Column> columns = new ArrayList<>();
        for (String meta : List.of(RawLog.FILE, RawLog.HIGH, RawLog.LOW, RawLog.RAW, RawLog.PROBLEM)) {
            columns.add(functions.col(meta));
        }
        columns.add(column(mapping.user()));
        columns.add(column(mapping.time().column()));
        columns.add(mapping.money()
                .filter(MoneyRule::isColumn)
                .map(money -> column(money.column()))
                .orElse(functions.lit(null).cast(DataTypes.StringType)));
        columns.add(key(mapping.id()));
        for (EventRule rule : mapping.events()) {
            rule.fields().forEach((field, sql) -> columns.add(evaluated(rule, field, empty)));
        }
        return named(columns);
    }

    private static Column evaluated(EventRule rule, Field field, Dataset<Row> empty) {
        SqlExpression expression = expression(rule, field);
        return switch (field) {
            case WHEN -> expression.condition(empty);
            case AMOUNT -> expression.money(empty);
            default -> expression.value(empty);
        };
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

    /** Rules may give the same expression twice, so columns are named by their place. */
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
