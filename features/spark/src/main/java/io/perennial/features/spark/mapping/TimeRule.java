package io.perennial.features.spark.mapping;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * How a column of a raw log becomes an instant, and in which zone its days begin.
 *
 * @param column  the column
 * @param form    how it is written
 * @param pattern a pattern of {@code java.time.format.DateTimeFormatter} for {@link Form#PATTERN}, else empty
 * @param zone    the zone of times without offset and of the business days, where stated: all logs of a run have one
 */
public record TimeRule(String column, Form form, String pattern, Optional<ZoneId> zone) {

    /** How times are written. */
    public enum Form {
        /** By the pattern. */
        PATTERN,
        /** ISO 8601: a date, or date and time with T or a space, with or without offset. */
        ISO,
        /** Seconds since 1970-01-01T00:00:00Z, with or without decimals. */
        SECONDS,
        /** Milliseconds since 1970-01-01T00:00:00Z. */
        MILLISECONDS
    }

    /**
     * Reads a pattern strictly: 30 February and 24:00 are no times. A year without an era is of ours.
     *
     * @throws IllegalArgumentException where the text is no pattern
     */
    public static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
