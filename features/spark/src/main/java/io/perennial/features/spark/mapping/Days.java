package io.perennial.features.spark.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time in whole days, written {@code 90d} or {@code 12w}. */
public final class Days {

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})\\s*([dw])");

    private Days() {}

    /**
     * The number of days.
     *
     * @throws WrongUse where the text has another form, naming {@code where}
     */
    public static int parse(String text, String where) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new WrongUse(where + " '" + text + "' is not a number of days such as 90d or 12w");
        }
        int number = Integer.parseInt(matcher.group(1));
        return matcher.group(2).equals("w") ? Math.multiplyExact(7, number) : number;
    }
}
