package io.perennial.features.spark.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Abs;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Columns of text read as exact decimals wherever an expression combines or compares them as numbers: left to itself
 * Spark would multiply strings as doubles and compare {@code '0.42' > 0} as whole numbers.
 */
final class ExactNumbers {

    /** Nineteen digits before the point, as nanoseconds since 1970 have; sums of eleven such keep all eight after it. */
    private static final DecimalType TERM = new DecimalType(27, 8);

    /** Twelve digits before the point, eight after: products of two such are exact to thirteen places. */
    private static final DecimalType FACTOR = new DecimalType(20, 8);

    private static final DecimalType COMPARED = new DecimalType(38, 12);

    private static final Set<String> NUMERIC_FUNCTIONS = Set.of(
            "abs",
            "ceil",
            "ceiling",
            "floor",
            "round",
            "bround",
            "sign",
            "mod",
            "negative",
            "positive",
            "greatest",
            "least");

    private ExactNumbers() {}

    /** The same expression over exact decimals. */
    static Expression exact(Expression expression) {
        return exact(expression, false);
    }

    private static Expression exact(Expression expression, boolean isFactor) {
        boolean multiplies = isProduct(expression) && (isFactor || multipliesColumns(expression));
        List<Expression> children = new ArrayList<>();
        children(expression).forEach(child -> children.add(exact(child, multiplies)));
        if (multiplies) {
            children.replaceAll(ExactNumbers::factor);
        } else if (isArithmetic(expression)) {
            children.replaceAll(child -> decimal(child, TERM));
        } else if (comparesNumbers(expression, children)) {
            children.replaceAll(child -> decimal(child, COMPARED));
        }
        return children.isEmpty()
                ? expression
                : expression.withNewChildren(
                        CollectionConverters.asScala(children).toSeq());
    }

    /** The texts that an exact expression reads as numbers, by {@code cast} of its own or of whoever wrote it. */
    static List<Cast> numbersRead(Expression exact) {
        List<Cast> read = new ArrayList<>();
        if (exact instanceof Cast cast && cast.dataType() instanceof NumericType) {
            read.add(cast);
        }
        children(exact).forEach(child -> read.addAll(numbersRead(child)));
        return read;
    }

    /** Digits of both sides add up; those of a number that is written out are few. */
    private static boolean multipliesColumns(Expression expression) {
        return children(expression).stream().noneMatch(ExactNumbers::isWrittenOut);
    }

    private static boolean isWrittenOut(Expression expression) {
        return expression instanceof Literal literal && literal.dataType() instanceof NumericType;
    }

    private static boolean isProduct(Expression expression) {
        return expression instanceof Multiply || expression instanceof Divide;
    }

    /** A sum has as many digits as its terms may have, of which Spark would drop those after the point. */
    private static Expression factor(Expression operand) {
        return isArithmetic(operand) && !isProduct(operand) ? tryCast(operand, FACTOR) : decimal(operand, FACTOR);
    }

    private static boolean comparesNumbers(Expression expression, List<Expression> children) {
        boolean compares = expression instanceof BinaryComparison
                || isBetween(expression)
                || (expression instanceof In && children.stream().noneMatch(ExactNumbers::isTextWrittenOut));
        return compares && children.stream().anyMatch(ExactNumbers::isNumber);
    }

    /** Among numbers of a list it says that the column holds codes, of which some have letters. */
    private static boolean isTextWrittenOut(Expression expression) {
        return expression instanceof Literal literal && literal.dataType() instanceof StringType;
    }

    static boolean isBetween(Expression expression) {
        return expression instanceof UnresolvedFunction function
                && name(function).equals("between");
    }

    private static boolean isArithmetic(Expression expression) {
        return expression instanceof BinaryArithmetic
                || expression instanceof UnaryMinus
                || expression instanceof Abs
                || (expression instanceof UnresolvedFunction function && NUMERIC_FUNCTIONS.contains(name(function)));
    }

    /** Whether it is a number whatever the columns hold. */
    static boolean isNumber(Expression expression) {
        return isArithmetic(expression)
                || isWrittenOut(expression)
                || (expression instanceof Cast cast && cast.dataType() instanceof NumericType);
    }

    private static Expression decimal(Expression expression, DecimalType type) {
        return isNumber(expression) ? expression : tryCast(expression, type);
    }

    private static Expression tryCast(Expression expression, DecimalType type) {
        return new Cast(expression, type, Option.empty(), EvalMode.TRY());
    }

    /** A function's name in small letters. */
    static String name(UnresolvedFunction function) {
        return function.nameParts().mkString(".").toLowerCase(Locale.ROOT);
    }

    static List<Expression> children(Expression expression) {
        return CollectionConverters.asJava(expression.children());
    }
}
