package io.perennial.training.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Which terms a linear model of a table has, and what is believed of each beforehand. */
final class Terms {

    /** Beyond so many curved numbers their products would outnumber everything else. */
    private static final int MOST_CURVED = 12;

    /** A category beyond these is multiplied by no number. */
    private static final int MOST_VALUES = 48;

    /**
     * Penalties of the squared weights of standardised columns: 1 / penalty is the variance they are believed to have.
     *
     * @param main   of numbers as they are, values and missing flags
     * @param curve  of logarithms, squares and products of two numbers: few, and what is learned first
     * @param shared of products of a number's logarithm and a value: many, of which hardly any matters; empty for none
     */
    record Penalties(double main, double curve, OptionalDouble shared) {

        /** In words. */
        String written() {
            return String.format(Locale.ROOT, "penalties %.0f, %.0f, ", main, curve)
                    + (shared.isEmpty() ? "no products" : String.format(Locale.ROOT, "%.0f", shared.getAsDouble()));
        }
    }

    private Terms() {}

    /** Every number and value by itself. */
    static List<Term> plain(Factors factors) {
        return IntStream.range(0, factors.all().size())
                .filter(at -> isPlain(factors.all().get(at), factors))
                .mapToObj(at -> new Term(at, Term.NONE, 1))
                .toList();
    }

    private static boolean isPlain(Factor factor, Factors factors) {
        boolean ofNumber = !factors.schema().columns().get(factor.column()).isCategory();
        return factor.shape() == Factor.Shape.NUMBER
                || factor.shape() == Factor.Shape.MISSING
                || (factor.shape() == Factor.Shape.IS && !ofNumber);
    }

    /** Numbers with their logarithms, squares and products, values, and products of numbers and values. */
    static List<Term> curved(Factors factors, Penalties penalties) {
        List<Factor> all = factors.all();
        List<Term> terms = new ArrayList<>();
        for (int at = 0; at < all.size(); at++) {
            boolean isLog = all.get(at).shape() == Factor.Shape.LOG;
            if (isLog ? factors.isCurved(all.get(at)) : !factors.isLongTailed(all.get(at))) {
                terms.add(new Term(at, Term.NONE, isLog ? penalties.curve : penalties.main));
            }
        }
        int[] curves = places(factors, Optional.empty());
        for (int a = 0; a < curves.length; a++) {
            for (int b = a; b < curves.length; b++) {
                if (a == b || all.get(curves[a]).column() != all.get(curves[b]).column()) {
                    terms.add(new Term(curves[a], curves[b], penalties.curve));
                }
            }
        }
        penalties.shared.ifPresent(penalty -> terms.addAll(shared(factors, penalty)));
        return terms;
    }

    private static List<Term> shared(Factors factors, double penalty) {
        int[] values = IntStream.range(0, factors.all().size())
                .filter(at -> factors.all().get(at).shape() == Factor.Shape.IS)
                .limit(MOST_VALUES)
                .toArray();
        List<Term> terms = new ArrayList<>();
        for (int log : places(factors, Optional.of(Factor.Shape.LOG))) {
            for (int value : values) {
                if (factors.all().get(log).column() != factors.all().get(value).column()) {
                    terms.add(new Term(log, value, penalty));
                }
            }
        }
        return terms;
    }

    /** Factors of curved numbers that enter products, of one shape or of any. */
    private static int[] places(Factors factors, Optional<Factor.Shape> shape) {
        List<Factor> all = factors.all();
        int[] columns = all.stream()
                .filter(factors::isCurved)
                .mapToInt(Factor::column)
                .distinct()
                .limit(MOST_CURVED)
                .toArray();
        return IntStream.range(0, all.size())
                .filter(at -> factors.isCurved(all.get(at)) && !factors.isLongTailed(all.get(at)))
                .filter(at -> shape.isEmpty() || shape.get() == all.get(at).shape())
                .filter(at -> IntStream.of(columns)
                        .anyMatch(column -> column == all.get(at).column()))
                .toArray();
    }
}
