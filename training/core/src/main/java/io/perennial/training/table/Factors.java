package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.OneHot;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Spread;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All factors of a table's columns. Fills, means and widths are learned from training rows alone; a number that is
 * always missing there has none. Which were hardly ever missing the schema says: rows may be a sample.
 */
final class Factors {

    /** A number of at most so many values is a category as well. */
    private static final int FEW_VALUES = 8;

    /** Beyond so many standard deviations a number as it is would rule a linear model; its logarithm stays. */
    private static final double LONG_TAIL = 8;

    /**
     * A number of the table.
     *
     * @param column  its place in the schema
     * @param fill    its median; its mean where it has few values and is hardly ever missing
     * @param few     its values where they are few; else empty
     * @param shares  for each of these how many rows have it, of 1
     * @param tame    whether no training row is far out
     * @param missing whether it is missing in training rows enough to learn from
     */
    private record Numeric(int column, double fill, Doubles few, Doubles shares, boolean tame, boolean missing) {

        static Numeric of(int column, double[] known, boolean missing) {
            double[] distinct = Arrays.stream(known).distinct().toArray(); // Ascending, as they are.
            double mean = Arrays.stream(known).average().orElse(0);
            double variance = Arrays.stream(known)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(0);
            double far = Math.max(known[known.length - 1] - mean, mean - known[0]);
            boolean isFew = distinct.length <= FEW_VALUES;
            double[] shares = Arrays.stream(distinct)
                    .map(value -> (double)
                                    Arrays.stream(known).filter(x -> x == value).count()
                            / known.length)
                    .toArray();
            return new Numeric(
                    column,
                    isFew && !missing ? mean : known[known.length / 2],
                    Doubles.of(isFew ? distinct : new double[0]),
                    Doubles.of(isFew ? shares : new double[0]),
                    far <= LONG_TAIL * Math.sqrt(variance),
                    missing);
        }
    }

    private final TableSchema schema;
    private final List<Numeric> numbers;
    private final CategoryDesign categories;
    private final Scale plain;
    private final Scale logged;
    private final List<Factor> all;

    Factors(TableSchema schema, double[][] rows) {
        this.schema = schema;
        this.numbers = IntStream.range(0, schema.width())
                .filter(schema::isOrdered)
                .mapToObj(column -> numeric(schema, rows, column))
                .flatMap(List::stream)
                .toList();
        this.categories = new CategoryDesign(schema, rows);
        double[][] filled = Arrays.stream(rows).map(this::filled).toArray(double[][]::new);
        this.plain = numbers.isEmpty() ? null : Preparation.scale(0, filled);
        this.logged = numbers.isEmpty() ? null : Preparation.scale(0, logs(filled));
        this.all = List.copyOf(listed());
    }

    private static List<Numeric> numeric(TableSchema schema, double[][] rows, int column) {
        double[] known = Arrays.stream(rows)
                .mapToDouble(row -> row[column])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        boolean missing = schema.columns().get(column).seen().missing();
        return known.length == 0 ? List.of() : List.of(Numeric.of(column, known, missing));
    }

    private double[] filled(double[] row) {
        return numbers.stream()
                .mapToDouble(one -> Double.isNaN(row[one.column]) ? one.fill : row[one.column])
                .toArray();
    }

    private static double[][] logs(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(Activation.SIGNED_LOG::of).toArray())
                .toArray(double[][]::new);
    }

    /** Every factor in the order of {@link #addTo}. */
    List<Factor> all() {
        return all;
    }

    TableSchema schema() {
        return schema;
    }

    /** Whether a factor is a number with a long tail, which should enter a model by its logarithm alone. */
    boolean isLongTailed(Factor factor) {
        return factor.shape() == Factor.Shape.NUMBER && !number(factor).tame;
    }

    /** Whether a factor is of a number with more than a few values, whose curve can be learned. */
    boolean isCurved(Factor factor) {
        return (factor.shape() == Factor.Shape.NUMBER || factor.shape() == Factor.Shape.LOG)
                && number(factor).few.size() == 0;
    }

    private Numeric number(Factor factor) {
        return numbers.stream()
                .filter(one -> one.column == factor.column())
                .findFirst()
                .orElseThrow();
    }

    private List<Factor> listed() {
        List<Factor> factors = new ArrayList<>();
        numbers.forEach(one -> factors.add(new Factor(one.column, Factor.Shape.NUMBER, 0)));
        numbers.forEach(one -> factors.add(new Factor(one.column, Factor.Shape.LOG, 0)));
        for (int column = 0; column < schema.width(); column++) {
            TableColumn of = schema.columns().get(column);
            for (int code = 0; of.isCategory() && code < of.categories().size(); code++) {
                factors.add(new Factor(column, Factor.Shape.IS, code));
            }
        }
        for (int column = 0; column < schema.width(); column++) {
            if (schema.columns().get(column).isCategory()) {
                factors.add(new Factor(column, Factor.Shape.MISSING, 0));
            }
        }
        numbers.forEach(one -> Arrays.stream(one.few.toArray()).forEach(value -> factors.add(is(one, value))));
        numbers.stream()
                .filter(Numeric::missing)
                .forEach(one -> factors.add(new Factor(one.column, Factor.Shape.MISSING, 0)));
        return factors;
    }

    private static Factor is(Numeric number, double value) {
        return new Factor(number.column, Factor.Shape.IS, value);
    }

    /** Adds all factors to a draft and gives the node that holds them. */
    int addTo(ModelDraft draft) {
        List<Integer> nodes = new ArrayList<>();
        int imputed = numbers.isEmpty() ? -1 : addNumbers(draft, nodes);
        nodes.addAll(categories.addTo(draft, CategoryDesign.Average.SHARES));
        numbers.stream().filter(one -> one.few.size() > 0).forEach(one -> nodes.add(addFew(one, draft)));
        int flags = (int) numbers.stream().filter(Numeric::missing).count();
        if (flags > 0) {
            nodes.add(draft.add(new Select(imputed, Ints.range(numbers.size(), numbers.size() + flags))));
        }
        return TreeDesign.joined(draft, nodes, all.size());
    }

    private static int addFew(Numeric one, ModelDraft draft) {
        return draft.add(
                one.missing
                        ? new OneHot(draft.features(), one.column, one.few)
                        : new Spread(draft.features(), one.column, one.few, one.shares));
    }

    /** Adds numbers and logarithms, standardised, and gives the node of the filled numbers and their flags. */
    private int addNumbers(ModelDraft draft, List<Integer> nodes) {
        int[] columns = numbers.stream().mapToInt(Numeric::column).toArray();
        double[] fill = numbers.stream().mapToDouble(Numeric::fill).toArray();
        int[] missing = IntStream.range(0, columns.length)
                .filter(j -> numbers.get(j).missing)
                .toArray();
        int selected = draft.add(new Select(draft.features(), Ints.of(columns)));
        int imputed = draft.add(new Impute(selected, Doubles.of(fill), Ints.of(missing)));
        int filled = draft.add(new Select(imputed, Ints.range(0, columns.length)));
        nodes.add(draft.add(new Scale(filled, plain.mean(), plain.sd())));
        int logs = draft.add(Dense.apply(filled, columns.length, Activation.SIGNED_LOG));
        nodes.add(draft.add(new Scale(logs, logged.mean(), logged.sd())));
        return imputed;
    }
}
