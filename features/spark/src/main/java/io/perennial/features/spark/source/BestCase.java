package io.perennial.features.spark.source;

import io.perennial.features.event.NoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A condition as it would be at best, if every text that should be a number and is none were whatever number suits it:
 * where that is not true either, nothing hangs on those texts.
 */
final class BestCase {

    private BestCase() {}

    /** The condition at best: true where it may be, false or null elsewhere. */
    static Column of(Expression exact) {
        return wished(exact, true);
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
        return exact instanceof CaseWhen cases ? branches(cases, wish) : whole(exact, wish);
    }

    /** Of a branch whose own condition cannot be read either may be: that it is taken, and that it is passed by. */
    private static Column branches(CaseWhen cases, boolean wish) {
        Option<Expression> otherwise = cases.elseValue();
        Column rest =
                otherwise.isEmpty() ? functions.lit(null).cast(DataTypes.BooleanType) : wished(otherwise.get(), wish);
        List<Tuple2<Expression, Expression>> branches = new ArrayList<>(CollectionConverters.asJava(cases.branches()));
        Collections.reverse(branches);
        for (Tuple2<Expression, Expression> branch : branches) {
            Column holds = functions.coalesce(sql(branch._1()), functions.lit(false));
            Column mayBeTaken = unread(branch._1()).or(holds);
            Column mayBePassed = unread(branch._1()).or(functions.not(holds));
            Column then = wished(branch._2(), wish);
            rest = wish
                    ? mayBeTaken.and(then).or(mayBePassed.and(rest))
                    : functions
                            .not(mayBeTaken)
                            .or(then)
                            .and(functions.not(mayBePassed).or(rest));
        }
        return rest;
    }

    private static Column whole(Expression exact, boolean wish) {
        return wish
                ? unread(exact).or(sql(exact))
                : functions.not(unread(exact)).and(sql(exact));
    }

    private static Column unread(Expression exact) {
        return ExactNumbers.numbersRead(exact).stream()
                .map(BestCase::isNoNumber)
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
