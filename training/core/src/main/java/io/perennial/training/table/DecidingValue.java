package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a column says of many rows of one outcome and of hardly any of the other: a single value, or values pooled.
 *
 * @param value  in words, following "where it is"
 * @param having the rows that have it
 * @param all    all rows
 */
record DecidingValue(String value, Counted having, Counted all) {

    /** What is said of so large a share of those who left, or of those who stayed, must not decide it. */
    private static final double COMMON = 0.05;

    private static final double DECIDED = 0.99;

    /** A few rows may miss one outcome by chance: so many standard errors are granted to them. */
    private static final double CERTAIN = 2.576;

    /** How much rarer than among all the other outcome must surely be where a value decides. */
    private static final double RARER = 10;

    private static final String MISSING = "missing";

    /** Rows that share something, and how many of them churned. */
    record Counted(int rows, int churned) {

        private static final Counted NONE = new Counted(0, 0);

        private static Counted one(boolean churned) {
            return new Counted(1, churned ? 1 : 0);
        }

        private Counted plus(Counted other) {
            return new Counted(rows + other.rows, churned + other.churned);
        }

        private Counted less(Counted part) {
            return new Counted(rows - part.rows, churned - part.churned);
        }

        private int stayed() {
            return rows - churned;
        }

        private double rate() {
            return (double) churned / rows;
        }
    }

    /**
     * The first found: a value, missing among them; else all that are known, or all but the commonest, pooled. A reason
     * to leave has many words, and not every leaver gives one.
     */
    static Optional<DecidingValue> find(List<String> cells, boolean[] churned) {
        Map<String, Counted> values = new TreeMap<>();
        for (int i = 0; i < churned.length; i++) {
            String value = TableColumn.isMissing(cells.get(i)) ? MISSING : "'" + cells.get(i) + "'";
            values.merge(value, Counted.one(churned[i]), Counted::plus);
        }
        Counted all = values.values().stream().reduce(Counted.NONE, Counted::plus);
        Map.Entry<String, Counted> commonest =
                Collections.max(values.entrySet(), Comparator.comparingInt(value -> value.getValue()
                        .rows()));
        Map<String, Counted> looked = new LinkedHashMap<>(values);
        looked.put("known", all.less(values.getOrDefault(MISSING, Counted.NONE)));
        looked.put("anything but " + commonest.getKey(), all.less(commonest.getValue()));
        return looked.entrySet().stream()
                .map(value -> new DecidingValue(value.getKey(), value.getValue(), all))
                .filter(DecidingValue::decides)
                .findFirst();
    }

    /** Rare outcomes are near their bound for every value: they must surely be many times nearer here. */
    private boolean decides() {
        int rows = having.rows();
        boolean churns = having.churned() >= COMMON * all.churned()
                && having.churned() >= DECIDED * rows
                && atMost(having.stayed(), rows) <= (1 - all.rate()) / RARER;
        boolean stays = having.stayed() >= COMMON * all.stayed()
                && having.stayed() >= DECIDED * rows
                && atMost(having.churned(), rows) <= all.rate() / RARER;
        return churns || stays;
    }

    /** The upper end of Wilson's interval of a rate (1927, JASA 22). */
    private static double atMost(int count, int rows) {
        double square = CERTAIN * CERTAIN / rows;
        double rate = (double) count / rows;
        return (rate + square / 2 + Math.sqrt(square * (rate * (1 - rate) + square / 4))) / (1 + square);
    }

    /** What is refused and why, following "because it". */
    String words() {
        return String.format(
                Locale.ROOT,
                "decides the outcome where it is %s: %d of %d rows churned, %.1f %% of all",
                value,
                having.churned(),
                having.rows(),
                100 * all.rate());
    }
}
