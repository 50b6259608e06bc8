package io.perennial.features.spark.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An expression that goes one of several ways, by {@code CASE} or {@code if}.
 *
 * @param ways      by condition, the first that holds first
 * @param otherwise where none holds
 */
record Fork(List<Tuple2<Expression, Expression>> ways, Expression otherwise) {

    private static final Expression NOTHING = Literal.create(null, DataTypes.NullType);

    /** The fork that an expression is; empty where it is none. */
    static Optional<Fork> of(Expression expression) {
        if (expression instanceof CaseWhen cases) {
            Option<Expression> rest = cases.elseValue();
            return Optional.of(new Fork(
                    List.copyOf(CollectionConverters.asJava(cases.branches())), rest.isEmpty() ? NOTHING : rest.get()));
        }
        List<Expression> parts = ExactNumbers.children(expression);
        return expression instanceof UnresolvedFunction function
                        && ExactNumbers.name(function).equals("if")
                        && parts.size() == 3
                ? Optional.of(new Fork(List.of(new Tuple2<>(parts.get(0), parts.get(1))), parts.get(2)))
                : Optional.empty();
    }

    /**
     * An expression over a fork that texts read as numbers decide, as a fork of that expression over each way: {@code CASE
     * WHEN n > 0 THEN 'a' ELSE 'b' END = 'a'} as {@code CASE WHEN n > 0 THEN 'a' = 'a' ELSE 'b' = 'a' END}. Empty where
     * there is none within.
     */
    static Optional<Fork> lifted(Expression over) {
        return within(over).map(inner -> {
            Fork fork = of(inner).orElseThrow();
            return new Fork(
                    fork.ways.stream()
                            .map(way -> new Tuple2<>(way._1(), put(over, inner, way._2())))
                            .toList(),
                    put(over, inner, fork.otherwise));
        });
    }

    private static Optional<Expression> within(Expression over) {
        for (Expression child : ExactNumbers.children(over)) {
            Optional<Expression> found =
                    of(child).filter(Fork::isDecidedByNumbers).isPresent() ? Optional.of(child) : within(child);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean isDecidedByNumbers() {
        return ways.stream().anyMatch(way -> !ExactNumbers.numbersRead(way._1()).isEmpty());
    }

    private static Expression put(Expression over, Expression inner, Expression instead) {
        if (over == inner) {
            return instead;
        }
        List<Expression> children = new ArrayList<>();
        ExactNumbers.children(over).forEach(child -> children.add(put(child, inner, instead)));
        return children.isEmpty()
                ? over
                : over.withNewChildren(CollectionConverters.asScala(children).toSeq());
    }
}
