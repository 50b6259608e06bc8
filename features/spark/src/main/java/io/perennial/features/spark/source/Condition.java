package io.perennial.features.spark.source;

import io.perennial.features.event.NoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.Tuple2;

/**
 * A condition that says where it cannot tell. It is looked at twice, as if every text that should be a number and is none
 * were the number that makes it true, and the one that makes it false: where both say the same, nothing hangs on such texts.
 */
final class Condition {

    private static final Set<String> OF_MANY = Set.of("greatest", "least");

    private Condition() {}

    /** True, false also where a value is missing, or null where the answer hangs on a text that is no number. */
    static Column of(Expression exact) {
        return functions.when(functions.not(isSo(exact, true)), false).when(isSo(exact, false), true);
    }

    /** Whether it is true, with such texts as wished. */
    private static Column isSo(Expression exact, boolean wish) {
        return functions.coalesce(wished(exact, wish), functions.lit(false));
    }

    private static Column wished(Expression exact, boolean wish) {
        if (exact instanceof And both) {
            return wished(both.left(), wish).and(wished(both.right(), wish));
        }
        if (exact instanceof Or either) {
            return wished(either.left(), wish).or(wished(either.right(), wish));
        }
        if (exact instanceof Not not) {
            return functions.not(wished(not.child(), !wish));
        }
        return Fork.of(exact)
                .or(() -> Fork.lifted(exact))
                .map(fork -> ways(fork, wish))
                .orElseGet(() -> whole(exact, wish));
    }

    /** Of a way whose own condition cannot tell either may be: that it is taken, and that it is passed by. */
    private static Column ways(Fork fork, boolean wish) {
        Column rest = wished(fork.otherwise(), wish);
        List<Tuple2<Expression, Expression>> fromLast = new ArrayList<>(fork.ways());
        Collections.reverse(fromLast);
        for (Tuple2<Expression, Expression> way : fromLast) {
            Column mayBeTaken = isSo(way._1(), true);
            Column mayBePassed = functions.not(isSo(way._1(), false));
            Column then = wished(way._2(), wish);
            rest = wish
                    ? mayBeTaken.and(then).or(mayBePassed.and(rest))
                    : functions
                            .not(mayBeTaken)
                            .or(then)
                            .and(functions.not(mayBePassed).or(rest));
        }
        return rest;
    }

    /**
     * What is an answer in spite of such a text, as {@code IS NULL} is, is the answer; but for the larger or smaller of
     * what can be read.
     */
    private static Column whole(Expression exact, boolean wish) {
        Column unread = functions.when(unread(exact), wish);
        return passesBy(exact) ? functions.coalesce(unread, sql(exact)) : functions.coalesce(sql(exact), unread);
    }

    private static boolean passesBy(Expression exact) {
        boolean isOfMany =
                exact instanceof UnresolvedFunction function && OF_MANY.contains(ExactNumbers.name(function));
        return isOfMany || ExactNumbers.children(exact).stream().anyMatch(Condition::passesBy);
    }

    private static Column unread(Expression exact) {
        return ExactNumbers.numbersRead(exact).stream()
                .map(Condition::isNoNumber)
                .reduce(functions.lit(false), Column::or);
    }

    /** Whether a text says something, which is no number. */
    private static Column isNoNumber(Cast number) {
        Column said = functions.trim(sql(number.child()).cast(DataTypes.StringType));
        Column isSaid = said.notEqual("").and(functions.not(said.isin(NoValue.WORDS.toArray())));
        return functions.coalesce(isSaid, functions.lit(false)).and(sql(number).isNull());
    }

    private static Column sql(Expression expression) {
        return functions.expr(expression.sql());
    }
}
