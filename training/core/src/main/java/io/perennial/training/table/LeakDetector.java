package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import io.perennial.training.data.UserFold;
import io.perennial.training.evaluation.ChurnMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for columns that could not have been known before the outcome: a model that reads one looks splendid here and
 * is worth nothing on customers whose outcome is open.
 *
 * <p>A column alone is judged by churn rates of its values, counted on other rows than those they rank.
 */
final class LeakDetector {

    /** No column known in time is expected to rank churners as well as this by itself. */
    static final double ALARM = 0.95;

    private static final int BINS = 20;
    private static final int FOLDS = 5;

    /** Words of names that tell of a model's verdict on the customer, not of the customer. */
    private static final Set<String> VERDICTS =
            Set.of("cltv", "clv", "ltv", "propensity", "prediction", "predicted", "probability", "classifier");

    /** Words that say nothing of what a column is about. */
    private static final Set<String> EMPTY_WORDS = Set.of(
            "label", "value", "flag", "is", "has", "customer", "status", "the", "of", "in", "target", "outcome", "y");

    /**
     * A column that should not be learned from.
     *
     * @param column its name
     * @param why    what gives it away, following "because it"
     */
    record Leak(String column, String why) {}

    private final CustomerTable table;
    private final Label label;
    private final int[] folds;

    LeakDetector(CustomerTable table, Label label, String id) {
        this.table = table;
        this.label = label;
        this.folds = table.column(id).stream()
                .mapToInt(user -> UserFold.of(user, FOLDS, 5))
                .toArray();
    }

    /** The leaks among columns, in their order. */
    List<Leak> look(Predicate<String> columns) {
        List<Leak> leaks = new ArrayList<>();
        for (String name : table.names()) {
            if (columns.test(name)) {
                why(name).ifPresent(why -> leaks.add(new Leak(name, why)));
            }
        }
        return leaks;
    }

    private Optional<String> why(String name) {
        List<String> cells = table.column(name).stream().map(String::strip).toList();
        Set<String> different = new HashSet<>(cells);
        if (different.size() < 2) {
            return Optional.empty();
        }
        return identity(cells, different)
                .or(() -> function(cells, different))
                .or(() -> DecidingValue.find(cells, label.values()).map(DecidingValue::words))
                .or(() -> ranking(cells))
                .or(() -> named(name));
    }

    /** Text or whole numbers that tell every row apart: what is learned from them is who, not why. */
    private static Optional<String> identity(List<String> cells, Set<String> different) {
        boolean whole = cells.stream().allMatch(cell -> cell.matches("[-+]?\\d+"));
        boolean text =
                cells.stream().noneMatch(cell -> TableColumn.number(cell).isPresent() || TableColumn.isMissing(cell));
        return different.size() == cells.size() && (whole || text)
                ? Optional.of("tells every row apart, as an id does")
                : Optional.empty();
    }

    private Optional<String> function(List<String> cells, Set<String> different) {
        Map<String, Boolean> outcome = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            Boolean before = outcome.putIfAbsent(cells.get(i), label.values()[i]);
            if (before != null && before != label.values()[i]) {
                return Optional.empty();
            }
        }
        return different.size() <= cells.size() / 2
                ? Optional.of("is the label in other words: no value of it goes with both outcomes")
                : Optional.empty();
    }

    private Optional<String> ranking(List<String> cells) {
        double auc = auc(cells);
        return auc > ALARM
                ? Optional.of(
                        String.format(Locale.ROOT, "alone ranks churners with an AUC of %.3f, above %.2f", auc, ALARM))
                : Optional.empty();
    }

    /** The AUC of out-of-fold churn rates: of values where there are few, else of bins of equal count. */
    private double auc(List<String> cells) {
        int[] bins = bins(cells);
        int count = Arrays.stream(bins).max().orElse(0) + 1;
        double[][] churned = new double[FOLDS + 1][count];
        double[][] rows = new double[FOLDS + 1][count];
        double[] outcomes = new double[bins.length];
        for (int i = 0; i < bins.length; i++) {
            outcomes[i] = label.values()[i] ? 1 : 0;
            for (int set : new int[] {folds[i], FOLDS}) {
                churned[set][bins[i]] += outcomes[i];
                rows[set][bins[i]]++;
            }
        }
        double base = Arrays.stream(outcomes).average().orElse(0);
        double[] rates = new double[bins.length];
        for (int i = 0; i < rates.length; i++) {
            double others = rows[FOLDS][bins[i]] - rows[folds[i]][bins[i]];
            rates[i] = (churned[FOLDS][bins[i]] - churned[folds[i]][bins[i]] + base) / (others + 1);
        }
        double[] ones = new double[rates.length];
        Arrays.fill(ones, 1);
        return ChurnMetrics.of(rates, outcomes, ones).auc();
    }

    private static int[] bins(List<String> cells) {
        double[] numbers = cells.stream()
                .map(TableColumn::number)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        Map<String, Integer> codes = new HashMap<>();
        int[] bins = new int[cells.size()];
        boolean isNumber = numbers.length > cells.size() / 2
                && Arrays.stream(numbers).distinct().count() > BINS;
        for (int i = 0; i < bins.length; i++) {
            OptionalDouble number = isNumber ? TableColumn.number(cells.get(i)) : OptionalDouble.empty();
            bins[i] = number.isPresent()
                    ? bin(numbers, number.getAsDouble())
                    : BINS + codes.computeIfAbsent(cells.get(i), unseen -> codes.size());
        }
        return bins;
    }

    private static int bin(double[] sorted, double value) {
        int place = Arrays.binarySearch(sorted, value);
        return (int) ((long) BINS * (place < 0 ? -place - 1 : place) / (sorted.length + 1));
    }

    private Optional<String> named(String name) {
        Set<String> words = words(name);
        Set<String> shared = words(label.column());
        shared.removeAll(EMPTY_WORDS);
        shared.retainAll(words);
        if (!shared.isEmpty()) {
            return Optional.of("speaks of '" + shared.iterator().next() + "' as the label does");
        }
        return words.stream()
                .filter(VERDICTS::contains)
                .findFirst()
                .map(word -> "is named for a model's verdict ('" + word + "'), not for something observed");
    }

    /** The words of a name, divided by signs or by capitals, in lower case. */
    private static Set<String> words(String name) {
        String divided = name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").toLowerCase(Locale.ROOT);
        Set<String> words = new HashSet<>(Arrays.asList(divided.split("[^\\p{L}\\p{N}]+")));
        words.remove("");
        return words;
    }
}
