package io.perennial.features.spark.ingest;

import io.perennial.features.event.Event;
import io.perennial.features.spark.mapping.TimeRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads times as a {@link TimeRule} says, in milliseconds since 1970-01-01T00:00:00Z. Not thread-safe.
 *
 * <p>A local time that a clock change skips means the same time after the change; one that comes twice means the first.
 */
final class TimeParser {

    private static final long END = Event.END.toEpochMilli();
    private static final int REMEMBERED = 50_000;

    /** Digits before the point that a {@code long} holds, whatever they are. */
    private static final int MOST_DIGITS = 18;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final TimeRule rule;
    private final ZoneId zone;
    private final PlainTime plain;
    private final long first;
    private final DateTimeFormatter formatter;
    private final Map<String, Long> remembered = new HashMap<>();

    /** A parser of times as the rule says; those without offset are local times of the zone. */
    TimeParser(TimeRule rule, ZoneId zone) {
        this.rule = rule;
        this.zone = zone;
        this.plain = PlainTime.of(rule);
        this.first = first(zone);
        this.formatter = rule.form() == TimeRule.Form.PATTERN ? TimeRule.formatter(rule.pattern()) : ISO;
    }

    /** West of Greenwich 1970 begins later: days are counted from 0 on. */
    private static long first(ZoneId zone) {
        long midnight = LocalDate.EPOCH.atStartOfDay(zone).toInstant().toEpochMilli();
        return Math.max(Event.FIRST.toEpochMilli(), midnight);
    }

    /** The milliseconds of a text. */
    long millis(String text) throws BadRow {
        if (text == null || text.isBlank()) {
            throw new BadRow("time is missing");
        }
        long millis = read(text.strip());
        if (millis < first || millis >= END) {
            throw new BadRow("time is not between 1970 and 2099");
        }
        return millis;
    }

    private long read(String text) throws BadRow {
        return switch (rule.form()) {
            case SECONDS -> number(text, 3, "time is not a number of seconds");
            case MILLISECONDS -> number(text, 0, "time is not a number of milliseconds");
            case PATTERN -> written(text, "time does not match the pattern " + rule.pattern());
            case ISO -> written(text, "time is not ISO 8601");
        };
    }

    private static long number(String text, int shift, String reason) throws BadRow {
        try {
            BigDecimal value = new BigDecimal(text.length() > 40 ? "x" : text);
            if (Math.abs((long) value.precision() - value.scale() + shift) > MOST_DIGITS) {
                throw new BadRow("time is not between 1970 and 2099");
            }
            return value.movePointRight(shift).setScale(0, RoundingMode.FLOOR).longValueExact();
        } catch (NumberFormatException e) {
            throw new BadRow(reason);
        }
    }

    /** Logs repeat their times: many rows a day or second, and reading a pattern costs more than the rest of a row. */
    private long written(String text, String reason) throws BadRow {
        LocalDateTime local = plain.read(text);
        if (local != null) {
            return 1_000 * local.toEpochSecond(zone.getRules().getOffset(local));
        }
        Long known = remembered.get(text);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= REMEMBERED) {
            remembered.clear();
        }
        try {
            long millis = instant(formatter.parse(text), zone).toEpochMilli();
            remembered.put(text, millis);
            return millis;
        } catch (DateTimeException e) {
            throw new BadRow(reason);
        }
    }

    private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(parsed);
        }
        LocalDate date = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return time == null
                ? date.atStartOfDay(zone).toInstant()
                : LocalDateTime.of(date, time).atZone(zone).toInstant();
    }
}
