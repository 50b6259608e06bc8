package io.perennial.features.spark.ingest;

import io.perennial.features.spark.mapping.TimeRule;
import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * Reads {@code 2011-06-30 18:05:59}, the form most logs have, digit by digit: a formatter takes longer for it than all
 * else a row needs.
 *
 * @param separators what may stand between date and time, none where times are of another form
 */
record PlainTime(String separators) {

    private static final String FORM = "dddd-dd-dd?dd:dd:dd";

    /** What is read under a rule. */
    static PlainTime of(TimeRule rule) {
        if (rule.form() == TimeRule.Form.ISO) {
            return new PlainTime("T ");
        }
        return new PlainTime(
                switch (rule.pattern()) {
                    case "yyyy-MM-dd HH:mm:ss", "uuuu-MM-dd HH:mm:ss" -> " ";
                    case "yyyy-MM-dd'T'HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss" -> "T";
                    default -> "";
                });
    }

    /** The date and time, or null where the text is not of this form: then a formatter must say what it is. */
    LocalDateTime read(String text) {
        if (separators.isEmpty() || !isOfForm(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        boolean isDate = year > 0
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
        return isDate && hour < 24 && minute < 60 && second < 60
                ? LocalDateTime.of(year, month, day, hour, minute, second)
                : null;
    }

    private boolean isOfForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            boolean fits =
                    switch (FORM.charAt(i)) {
                        case 'd' -> c >= '0' && c <= '9';
                        case '?' -> separators.indexOf(c) >= 0;
                        default -> c == FORM.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}
