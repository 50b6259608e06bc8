package io.perennial.http.command;

import io.perennial.scoring.explain.Target;
import java.util.Locale;

/**
 * Values of a score for a terminal: probabilities to four digits, money to two.
 *
 * @param target which score
 */
record ValueText(Target target) {

    private static final int WIDTH = 12;

    String number(double value) {
        return String.format(Locale.ROOT, target == Target.CHURN ? "%.4f" : "%.2f", value);
    }

    /** A number to stand in a column. */
    String cell(double value) {
        return padded(number(value));
    }

    /** A part of a sum, its sign before it, to stand in a column. */
    String part(double value) {
        return padded((value > 0 ? "+" : "") + number(value));
    }

    private static String padded(String number) {
        return " ".repeat(Math.max(0, WIDTH - number.length())) + number;
    }
}
