package io.perennial.launcher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a raw log keeps what a poisoner wants to know and to change.
 *
 * @param line the whole line, with groups {@code user}, {@code time} and, where there is one, {@code amount}
 * @param day  the business day of a time as it stands in the log
 * @param on   the same time of day on another day
 */
record LineFormat(Pattern line, Function<String, LocalDate> day, BiFunction<String, LocalDate, String> on) {

    /** Times that begin with the day in the log's own zone. */
    static LineFormat local(String line) {
        return new LineFormat(
                Pattern.compile(line),
                time -> LocalDate.parse(time.substring(0, 10)),
                (time, day) -> day + time.substring(10));
    }

    /** Times counted since 1970. */
    static LineFormat epoch(String line, long unitsPerSecond, String zone) {
        ZoneId place = ZoneId.of(zone);
        Function<String, Instant> instant =
                time -> Instant.ofEpochMilli(Math.round(Double.parseDouble(time) * 1_000 / unitsPerSecond));
        return new LineFormat(
                Pattern.compile(line),
                time -> instant.apply(time).atZone(place).toLocalDate(),
                (time, day) -> Long.toString(
                        day.atTime(instant.apply(time).atZone(place).toLocalTime())
                                        .atZone(place)
                                        .toEpochSecond()
                                * unitsPerSecond));
    }

    /** The business day of a line; empty where the line is no row or its time can't be read. */
    Optional<LocalDate> dayOf(String text) {
        Matcher matcher = line.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(day.apply(matcher.group("time")));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty(); // a spoilt row, of which logs have some
        }
    }

    /** The line on another day. */
    String on(String text, LocalDate other) {
        return with(text, "time", time -> on.apply(time, other));
    }

    /** The line with one group changed; as it is where the log has no such group. */
    String with(String text, String group, Function<String, String> change) {
        Matcher matcher = line.matcher(text);
        if (!line.pattern().contains("(?<" + group + ">") || !matcher.matches()) {
            return text;
        }
        return text.substring(0, matcher.start(group))
                + change.apply(matcher.group(group))
                + text.substring(matcher.end(group));
    }
}
