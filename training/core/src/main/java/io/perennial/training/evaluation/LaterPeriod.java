package io.perennial.training.evaluation;

import java.util.Map;

/** What must be said of a champion on the later period it is judged on. */
public final class LaterPeriod {

    private LaterPeriod() {}

    /**
     * A clause that names the naive rule that did best there, if it did better than the champion; else empty.
     *
     * @param own   the champion's loss, by what chose it
     * @param rules the same loss of the naive rules, by what a reader calls them
     */
    public static String note(double own, Map<String, Double> rules) {
        return rules.entrySet().stream()
                .filter(rule -> rule.getValue() < own)
                .min(Map.Entry.comparingByValue())
                .map(rule -> "; on the later period it is judged on, the naive rule " + rule.getKey() + " does better")
                .orElse("");
    }
}
