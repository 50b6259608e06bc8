package io.perennial.features.spark.ingest;

import io.perennial.features.event.Event;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads numbers of raw logs as decimals and rounds them once, half-even. */
final class Numbers {

    private static final int LONGEST_TEXT = 64;
    private static final int MOST_DIGITS = 40;

    private Numbers() {}

    /** An amount in minor units. */
    static long amount(String text, int minorDigits) throws BadRow {
        BigDecimal amount = decimal(text, "amount").movePointRight(minorDigits).setScale(0, RoundingMode.HALF_EVEN);
        if (amount.signum() < 0) {
            throw new BadRow("amount is negative");
        }
        if (amount.compareTo(BigDecimal.valueOf(Event.MOST_MINOR)) > 0) {
            throw new BadRow("amount is above 10^13 minor units");
        }
        return amount.longValueExact();
    }

    /** A duration in seconds, 0 where the log does not know it. */
    static int duration(String text) throws BadRow {
        return text == null || text.isBlank() ? 0 : whole(text, "duration", 0, Event.LONGEST_SECONDS);
    }

    /** A score between two bounds. */
    static int score(String text, int least, int most) throws BadRow {
        return whole(text, "score", least, most);
    }

    private static int whole(String text, String what, int least, int most) throws BadRow {
        BigDecimal rounded = isCount(text)
                ? BigDecimal.valueOf(Integer.parseInt(text))
                : decimal(text, what).setScale(0, RoundingMode.HALF_EVEN);
        if (rounded.compareTo(BigDecimal.valueOf(least)) < 0 || rounded.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new BadRow(what + " is not between " + least + " and " + most);
        }
        return rounded.intValueExact();
    }

    /** Whether a text is a few digits and nothing else, as most are: these need no decimal to be read. */
    private static boolean isCount(String text) {
        if (text == null || text.isEmpty() || text.length() > 9) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Bounded in length and exponent: rounding {@code 1e-999999999} would take all memory. */
    private static BigDecimal decimal(String text, String what) throws BadRow {
        if (text == null || text.isBlank()) {
            throw new BadRow(what + " is missing or not a number");
        }
        String stripped = text.strip();
        if (stripped.length() > LONGEST_TEXT) {
            throw new BadRow(what + " is longer than " + LONGEST_TEXT + " characters");
        }
        try {
            BigDecimal value = new BigDecimal(stripped);
            if (value.scale() > LONGEST_TEXT || (long) value.precision() - value.scale() > MOST_DIGITS) {
                throw new BadRow(what + " is out of range");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new BadRow(what + " is missing or not a number");
        }
    }
}
