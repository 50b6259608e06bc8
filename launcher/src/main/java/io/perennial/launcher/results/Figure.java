package io.perennial.launcher.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A number of a result, with its interval where it has one.
 *
 * @param estimate the number; NaN where the result does not tell it
 * @param low      lower end of its interval; NaN without one
 * @param high     upper end; NaN where there is none, an interval without an end on this side included
 */
record Figure(double estimate, double low, double high) {

    /** Normal quantile of a 90 % interval. */
    private static final double NINETY = 1.645;

    private static final double MANY = 10_000;
    private static final double SOME = 100;

    /** A number, or an object of {@code estimate, low, high}. */
    static Figure of(JsonNode node) {
        return node.isObject()
                ? new Figure(number(node.path("estimate")), number(node.path("low")), number(node.path("high")))
                : new Figure(number(node), Double.NaN, Double.NaN);
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    boolean isKnown() {
        return Double.isFinite(estimate);
    }

    boolean hasInterval() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Its standard error as a 90 % interval tells it; NaN without one. */
    double standardError() {
        return (high - low) / (2 * NINETY);
    }

    /** As a cell of a table. */
    String text() {
        return isKnown() ? text(estimate) + ends() : "";
    }

    private String ends() {
        if (hasInterval()) {
            return " (" + text(low) + " to " + text(high) + ")";
        }
        if (Double.isFinite(low)) {
            return " (" + text(low) + " and more)";
        }
        return Double.isFinite(high) ? " (" + text(high) + " and less)" : "";
    }

    /** A number in as many digits as its size deserves. */
    static String text(double number) {
        double size = Math.abs(number);
        boolean isWhole = number == Math.rint(number) && size >= 1;
        String form = isWhole || size >= MANY ? "%,.0f" : size >= SOME ? "%,.1f" : "%.4f";
        return String.format(Locale.ROOT, form, number);
    }
}
