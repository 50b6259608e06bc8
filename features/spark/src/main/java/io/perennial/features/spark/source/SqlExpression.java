package io.perennial.features.spark.source;

import io.perennial.features.spark.mapping.WrongUse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.String2TrimExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A Spark SQL expression over the string columns of a raw log.
 *
 * <p>What is combined by arithmetic, or compared with a number, is read as {@link ExactNumbers} say.
 */
public final class SqlExpression {

    /** Functions that give a text where they are given one. */
    private static final Set<String> TEXT_FUNCTIONS = Set.of(
            "lower",
            "lcase",
            "upper",
            "ucase",
            "coalesce",
            "nvl",
            "ifnull",
            "nullif",
            "replace",
            "regexp_replace",
            "substr",
            "substring",
            "left",
            "right",
            "ltrim",
            "rtrim",
            "trim",
            "btrim");

    private final String where;
    private final String text;
    private final Expression expression;

    private SqlExpression(String where, String text, Expression expression) {
        this.where = where;
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads an expression.
     *
     * @param where where it stands, for messages
     * @throws WrongUse where it is not a Spark SQL expression, or leaves open whether columns are numbers or texts
     */
    public static SqlExpression parse(String where, String text) {
        SqlExpression parsed;
        try {
            parsed = new SqlExpression(where, text, CatalystSqlParser$.MODULE$.parseExpression(text));
        } catch (Exception e) {
            throw refused(e, where + " = \"" + text + "\" is not a Spark SQL expression" + quoting(text) + ": ");
        }
        parsed.refuseOrderOfTexts(parsed.expression);
        return parsed;
    }

    /** As texts '9' is above '10', which nobody means who orders two columns. */
    private void refuseOrderOfTexts(Expression compared) {
        List<Expression> sides = ExactNumbers.children(compared);
        if (isOrder(compared)
                && sides.stream().anyMatch(SqlExpression::isText)
                && sides.stream()
                        .noneMatch(side ->
                                ExactNumbers.isNumber(side) || side instanceof Literal || side instanceof Cast)) {
            throw new WrongUse(where + " = \"" + text + "\" orders columns as texts, by which 9 is above 10; say what"
                    + " they are, as in try_cast(column AS DECIMAL(20,8)) or try_cast(column AS DATE)");
        }
        sides.forEach(this::refuseOrderOfTexts);
    }

    private static boolean isOrder(Expression expression) {
        return expression instanceof LessThan
                || expression instanceof LessThanOrEqual
                || expression instanceof GreaterThan
                || expression instanceof GreaterThanOrEqual
                || ExactNumbers.isBetween(expression);
    }

    /** Whether it is a column as it stands in the log, or a text made of one. */
    private static boolean isText(Expression expression) {
        boolean keepsTexts = expression instanceof String2TrimExpression
                || (expression instanceof UnresolvedFunction function
                        && TEXT_FUNCTIONS.contains(ExactNumbers.name(function)));
        return expression instanceof UnresolvedAttribute
                || (keepsTexts && ExactNumbers.children(expression).stream().anyMatch(SqlExpression::isText));
    }

    /** What a name of a column needs that is no plain word, where nothing is quoted yet. */
    private static String quoting(String text) {
        return text.contains("`")
                ? ""
                : " (a column whose name holds a blank or a sign stands between backticks, as in `Unit Price`)";
    }

    /** The names of the columns it reads. */
    public Set<String> columns() {
        Set<String> names = new TreeSet<>();
        collect(expression, names);
        return names;
    }

    private static void collect(Expression expression, Set<String> names) {
        if (expression instanceof UnresolvedAttribute attribute) {
            names.add(attribute.nameParts().mkString("."));
        }
        ExactNumbers.children(expression).forEach(child -> collect(child, names));
    }

    /**
     * The expression as a boolean column: true, false also where a value is missing, or null where the answer hangs on
     * a text that should be a number and is none.
     *
     * @param log the table it is to be used on
     */
    public Column condition(Dataset<Row> log) {
        Expression exact = ExactNumbers.exact(expression);
        Column column = functions.expr(exact.sql());
        DataType type = type(log, column);
        if (!type.equals(DataTypes.BooleanType)) {
            throw new WrongUse(
                    where + " = \"" + text + "\" is " + type.sql() + ", not a condition that is true or false");
        }
        return Condition.of(exact);
    }

    /** The expression as a string column. */
    public Column value(Dataset<Row> log) {
        Column column = functions.expr(ExactNumbers.exact(expression).sql());
        type(log, column);
        return column.cast(DataTypes.StringType);
    }

    /** The expression as an amount of money in a string column, computed exactly. */
    public Column money(Dataset<Row> log) {
        Column column = functions.expr(ExactNumbers.exact(expression).sql());
        DataType type = type(log, column);
        if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
            throw new WrongUse(
                    where + " = \"" + text + "\" is computed in floating point, which is not exact for money;"
                            + " wrap its columns as try_cast(column AS DECIMAL(20,8))");
        }
        return column.cast(DataTypes.StringType);
    }

    private DataType type(Dataset<Row> log, Column column) {
        try {
            return log.select(column).schema().fields()[0].dataType();
        } catch (Exception e) {
            throw refused(e, where + " = \"" + text + "\" cannot be used: ");
        }
    }

    /** Scala hides from Java that Spark throws this checked exception, so it cannot be caught by its name. */
    private static RuntimeException refused(Exception e, String what) {
        if (e instanceof AnalysisException analysis) {
            String message = analysis.getSimpleMessage();
            return new WrongUse(what + message.lines().findFirst().orElse(message), e);
        }
        return e instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(e);
    }
}
