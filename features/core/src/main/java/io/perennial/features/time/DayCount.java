package io.perennial.features.time;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of whole days as people write it, in commands and mappings alike: {@code 90}, {@code 90d} or {@code 12w}. */
public final class DayCount {

    /** What is said of a text that has none of these forms. */
    public static final String REFUSAL = "is not a number of days such as 90d or 12w";

    private static final int DAYS_A_WEEK = 7;
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})\\s*([dw]?)");

    private DayCount() {}

    /** The number of days a text says; empty where it has another form. */
    public static OptionalInt read(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(matcher.group(1));
        return OptionalInt.of(matcher.group(2).equals("w") ? DAYS_A_WEEK * number : number);
    }
}
