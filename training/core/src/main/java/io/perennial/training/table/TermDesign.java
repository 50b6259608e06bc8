package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.OneHot;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Design;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table's columns for a linear model, which a penalty then chooses among: every number standardised as it is, on a
 * log scale and squared; every category and every number of few values one column a value; the products of any two
 * numbers, and of any number with any category. Fills, means and widths are learned from the training rows alone.
 */
final class TermDesign implements Design {

    /** A number of at most so many values is a category as well. */
    private static final int FEW_VALUES = 8;

    /** Beyond so many standard deviations a number as it is would rule a linear model; its logarithm stays. */
    private static final double LONG_TAIL = 8;

    private static final int MOST_NUMBERS = 12;
    private static final int MOST_CATEGORIES = 48;

    private final TableSchema schema;
    private final int[] numbers;
    private final double[] fill;
    private final Ints flags;
    private final Scale plain;
    private final Scale logged;
    private final List<double[]> values;
    private final int[] tame;
    private final int[] curved;
    private final int categories;
    private final int width;
    private final Scale even;

    /** The design for these training rows. */
    TermDesign(TableSchema schema, double[][] rows) {
        this.schema = schema;
        this.numbers = IntStream.range(0, schema.width())
                .filter(column -> schema.isOrdered(column) && present(rows, column).length > 0)
                .toArray();
        this.fill = new double[numbers.length];
        this.values = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        double[][] filled = new double[rows.length][numbers.length];
        for (int j = 0; j < numbers.length; j++) {
            double[] known = present(rows, numbers[j]);
            double[] distinct = Arrays.stream(known).distinct().toArray();
            fill[j] = known[known.length / 2];
            values.add(distinct.length <= FEW_VALUES ? distinct : new double[0]);
            if (known.length < rows.length) {
                missing.add(j);
            }
            for (int i = 0; i < rows.length; i++) {
                filled[i][j] = Double.isNaN(rows[i][numbers[j]]) ? fill[j] : rows[i][numbers[j]];
            }
        }
        this.flags = Ints.of(missing);
        double[][] logs = Arrays.stream(filled)
                .map(row -> Arrays.stream(row)
                        .map(x -> Math.copySign(StrictMath.log1p(Math.abs(x)), x))
                        .toArray())
                .toArray(double[][]::new);
        this.plain = numbers.length == 0 ? null : Preparation.scale(0, filled);
        this.logged = numbers.length == 0 ? null : Preparation.scale(0, logs);
        this.tame = IntStream.range(0, numbers.length)
                .filter(j -> Arrays.stream(filled)
                        .allMatch(row -> Math.abs(row[j] - plain.mean().get(j))
                                <= LONG_TAIL * plain.sd().get(j)))
                .toArray();
        this.curved = IntStream.range(0, numbers.length)
                .filter(j -> values.get(j).length == 0)
                .limit(MOST_NUMBERS)
                .toArray();
        this.categories = categoryColumns();
        this.width = measured();
        this.even = even(rows);
    }

    /** Brings every column to one size, so that the penalty weighs them alike. */
    private Scale even(double[][] rows) {
        Design uneven = new Design() {
            @Override
            public int addTo(ModelDraft draft) {
                return addUneven(draft);
            }

            @Override
            public int width() {
                return width;
            }
        };
        return Preparation.scale(0, uneven.of(rows));
    }

    private static double[] present(double[][] rows, int column) {
        return Arrays.stream(rows)
                .mapToDouble(row -> row[column])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private int categoryColumns() {
        int ofCategories = schema.columns().stream()
                .filter(column -> column.isCategory())
                .mapToInt(column -> column.categories().size() + 1)
                .sum();
        return ofCategories
                + values.stream().mapToInt(distinct -> distinct.length).sum()
                + flags.size();
    }

    private int measured() {
        int ofNumbers = tame.length + numbers.length + shapes().length;
        return ofNumbers + categories + pairs().size() / 2 + mixed().size() / 2;
    }

    /** Columns among [tame numbers, logs] of numbers with many values: what is squared and multiplied. */
    private int[] shapes() {
        List<Integer> shapes = new ArrayList<>();
        for (int t = 0; t < tame.length; t++) {
            if (isCurved(tame[t])) {
                shapes.add(t);
            }
        }
        for (int j : curved) {
            shapes.add(tame.length + j);
        }
        return shapes.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isCurved(int number) {
        return Arrays.stream(curved).anyMatch(j -> j == number);
    }

    /** The number behind a column among [tame numbers, logs]. */
    private int numberOf(int column) {
        return column < tame.length ? tame[column] : column - tame.length;
    }

    /** Pairs of shapes of two numbers, one after the other. */
    private List<Integer> pairs() {
        int[] shapes = shapes();
        List<Integer> pairs = new ArrayList<>();
        for (int a = 0; a < shapes.length; a++) {
            for (int b = a + 1; b < shapes.length; b++) {
                if (numberOf(shapes[a]) != numberOf(shapes[b])) {
                    pairs.add(shapes[a]);
                    pairs.add(shapes[b]);
                }
            }
        }
        return pairs;
    }

    /** Pairs of a shape and a category column, one after the other. */
    private List<Integer> mixed() {
        List<Integer> pairs = new ArrayList<>();
        for (int shape : shapes()) {
            for (int category = 0; category < Math.min(MOST_CATEGORIES, categories); category++) {
                pairs.add(shape);
                pairs.add(category);
            }
        }
        return pairs;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int addTo(ModelDraft draft) {
        return draft.add(new Scale(addUneven(draft), even.mean(), even.sd()));
    }

    private int addUneven(ModelDraft draft) {
        List<Integer> nodes = new ArrayList<>();
        int imputed = -1;
        int both = -1;
        if (numbers.length > 0) {
            int selected = draft.add(new Select(draft.features(), Ints.of(numbers)));
            imputed = draft.add(new Impute(selected, Doubles.of(fill), flags));
            both = addNumbers(draft, imputed);
            nodes.add(both);
            if (shapes().length > 0) {
                int shapes = draft.add(new Select(both, Ints.of(shapes())));
                nodes.add(draft.add(new Product(Ints.of(shapes, shapes), Ints.of(0, 0))));
            }
        }
        int categoryNode = addCategories(draft, imputed);
        if (categoryNode >= 0) {
            nodes.add(categoryNode);
        }
        addProduct(draft, both, both, pairs()).ifPresent(nodes::add);
        addProduct(draft, both, categoryNode, mixed()).ifPresent(nodes::add);
        return TreeDesign.joined(draft, nodes, width);
    }

    /** Tame numbers standardised, then every number's standardised logarithm. */
    private int addNumbers(ModelDraft draft, int imputed) {
        int all = draft.add(new Select(imputed, Ints.range(0, numbers.length)));
        int scaled = draft.add(new Scale(all, plain.mean(), plain.sd()));
        int logs = draft.add(Dense.apply(all, numbers.length, Activation.SIGNED_LOG));
        int scaledLogs = draft.add(new Scale(logs, logged.mean(), logged.sd()));
        int[] columns = IntStream.concat(Arrays.stream(tame), IntStream.range(numbers.length, 2 * numbers.length))
                .toArray();
        return draft.add(new Select(Ints.of(scaled, scaledLogs), Ints.of(columns)));
    }

    private int addCategories(ModelDraft draft, int imputed) {
        if (categories == 0) {
            return -1;
        }
        List<Integer> nodes = new ArrayList<>(TreeDesign.categories(schema, draft));
        for (int j = 0; j < numbers.length; j++) {
            if (values.get(j).length > 0) {
                nodes.add(draft.add(new OneHot(draft.features(), numbers[j], Doubles.of(values.get(j)))));
            }
        }
        if (flags.size() > 0) {
            nodes.add(draft.add(new Select(imputed, Ints.range(numbers.length, numbers.length + flags.size()))));
        }
        return TreeDesign.joined(draft, nodes, categories);
    }

    private static Optional<Integer> addProduct(ModelDraft draft, int left, int right, List<Integer> pairs) {
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        int[] lefts =
                IntStream.range(0, pairs.size() / 2).map(k -> pairs.get(2 * k)).toArray();
        int[] rights = IntStream.range(0, pairs.size() / 2)
                .map(k -> pairs.get(2 * k + 1))
                .toArray();
        int a = draft.add(new Select(left, Ints.of(lefts)));
        int b = draft.add(new Select(right, Ints.of(rights)));
        return Optional.of(draft.add(new Product(Ints.of(a, b), Ints.of(0, 0))));
    }
}
