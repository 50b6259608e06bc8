package io.perennial.features.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;

/**
 * One column of a flat customer table: a number, or one of a few categories. The trainer and the server read cells by
 * this one definition.
 *
 * @param id         the column's name as in the table's header
 * @param part       its {@link ColumnGroup}, or {@link Dimension#CONTEXT} for a column of no group
 * @param categories the values of a category column that enough rows share, in order of their codes; empty for a number
 * @param seen       what else the training table showed of it
 */
public record TableColumn(String id, Part part, List<String> categories, Seen seen) {

    /** The largest number, of either sign, that a cell may hold: learners keep numbers in 32 bits, and square them. */
    public static final double LARGEST = 1e15;

    /** So many rows of a training table must show something for a model to learn what it means. */
    public static final int LEAST_ROWS = 20;

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");
    private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern PLAIN = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");

    /**
     * What a training table showed of a column beside its values, in {@link #LEAST_ROWS} rows or more. What fewer showed,
     * a model can't have learned.
     *
     * @param missing whether it was missing in so many
     * @param others  whether so many held a category that is not listed
     */
    public record Seen(boolean missing, boolean others) {

        /** Both, as of a column of which nothing is known: nothing is then said to be new. */
        public static final Seen ANYTHING = new Seen(true, true);
    }

    public TableColumn {
        categories = List.copyOf(categories);
        if (id.isBlank()) {
            throw new IllegalArgumentException("a column of the table has no name; give every column a header");
        }
        if (Set.copyOf(categories).size() != categories.size()) {
            throw new IllegalArgumentException("column '" + id + "' has a category twice");
        }
    }

    /** A column of which nothing but its values is known. */
    public TableColumn(String id, Part part, List<String> categories) {
        this(id, part, categories, Seen.ANYTHING);
    }

    /** The same column, of which these values are what training showed; for a number it is no matter which it held. */
    TableColumn seenIn(double[] values) {
        boolean missing = isShown(values, Double::isNaN);
        boolean others = !isCategory() || isShown(values, value -> value == categories.size());
        return new TableColumn(id, part, categories, new Seen(missing, others));
    }

    private static boolean isShown(double[] values, DoublePredicate what) {
        return Arrays.stream(values).filter(what).limit(LEAST_ROWS).count() == LEAST_ROWS;
    }

    /** Whether it holds categories, not numbers. */
    public boolean isCategory() {
        return !categories.isEmpty();
    }

    /** Whether a cell says nothing: blank, NA, null, NaN or a question mark. */
    public static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The number a cell holds, with or without commas between thousands; empty where it holds none, or one beyond
     * {@link #LARGEST}, such as those that stand for none.
     */
    public static OptionalDouble number(String cell) {
        String text = cell.strip();
        String digits = GROUPED.matcher(text).matches() ? text.replace(",", "") : text;
        if (!PLAIN.matcher(digits).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(digits);
        return Math.abs(value) <= LARGEST ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /**
     * The number a cell stands for in a vector: NaN for missing; of a category its code, and for one that too few rows
     * of the training table had the code {@code categories.size()}.
     *
     * @throws IllegalArgumentException where a number is expected and the cell holds none
     */
    public double value(String cell) {
        if (isMissing(cell)) {
            return Double.NaN;
        }
        if (isCategory()) {
            int code = categories.indexOf(cell.strip());
            return code < 0 ? categories.size() : code;
        }
        return number(cell)
                .orElseThrow(() -> new IllegalArgumentException("'" + cell + "' in column '" + id + "' is no number"));
    }

    /** Whether a code stands for a category of which the training table had none, or too few to learn from. */
    public boolean isNew(double code) {
        return isCategory() && !seen.others && code == categories.size();
    }

    /** Whether a value says nothing that a model can have learned: one that is missing, and in training hardly ever was. */
    public boolean isNewlyMissing(double value) {
        return Double.isNaN(value) && !seen.missing;
    }

    /** The category a code stands for; empty for a number and for a category that is not listed. */
    public String category(double code) {
        return code >= 0 && code < categories.size() ? categories.get((int) code) : "";
    }
}
