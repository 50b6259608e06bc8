package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import io.perennial.http.report.Labels;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import io.perennial.scoring.explain.Target;
import java.time.LocalDate;

/**
 * How what is known of a user is said.
 *
 * @param words   texts of the language
 * @param numbers how numbers are written in it
 * @param labels  names of ids
 */
public record Wording(Words words, Numbers numbers, Labels labels) {

    private static final String MINUS = "\u2212";
    private static final double POINTS = 100;
    private static final double LEAST_POINT = 0.05;
    private static final double LEAST_CENT = 0.005;

    Language language() {
        return words.language();
    }

    String text(String key) {
        return words.text(key);
    }

    Content say(String key, Content... parts) {
        return words.say(key, parts);
    }

    /** A fact as it stands, as part of a sentence. */
    public static Content plain(Object fact) {
        return Sentence.of(fact.toString());
    }

    /** A day of the business calendar. */
    static String day(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** The value of a target: a probability as a percentage, money in full. */
    Figure value(Target target, double value) {
        return target == Target.CHURN ? numbers.share(value) : numbers.money(value);
    }

    /** A part of such a value with its sign: percentage points, or money. */
    public Figure part(Target target, double part) {
        if (!Double.isFinite(part)) {
            return Figure.NONE;
        }
        boolean isChurn = target == Target.CHURN;
        double size = Math.abs(part);
        boolean isNothing = isChurn ? POINTS * size < LEAST_POINT : size < LEAST_CENT;
        String sign = isNothing ? "" : part < 0 ? MINUS : "+";
        String text = isChurn
                ? numbers.decimal(POINTS * size, 1).text() + text("user.points")
                : numbers.money(size).text();
        return new Figure(part, sign + text);
    }

    /** The title of a chart of such values, which names the unit of its axis. */
    String title(Target target, String key) {
        return target == Target.CHURN ? text(key) : numbers.inMoney(text(key));
    }

    /** An axis of such values. */
    String axis(Target target, double value) {
        return target == Target.CHURN ? numbers.roundShare(value).text() : numbers.compact(value);
    }

    /** A range of such values. */
    Content range(Target target, double low, double high) {
        return say("user.range", value(target, low), value(target, high));
    }
}
