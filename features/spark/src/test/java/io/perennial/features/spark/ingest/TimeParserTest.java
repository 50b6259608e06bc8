package io.perennial.features.spark.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.features.spark.mapping.TimeRule;
import io.perennial.features.spark.mapping.TimeRule.Form;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TimeParserTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void local_times_are_read_in_the_zone_of_the_mapping() throws BadRow {
        TimeParser parser = pattern("yyyy-MM-dd HH:mm:ss", LONDON);
        assertEquals(at("2011-01-01T08:26:00Z"), parser.millis("2011-01-01 08:26:00"));
        assertEquals(at("2011-07-01T07:26:00Z"), parser.millis("2011-07-01 08:26:00"));
    }

    @Test
    void a_time_the_clock_skipped_is_an_hour_later_and_one_that_came_twice_is_the_first() throws BadRow {
        TimeParser parser = pattern("yyyy-MM-dd HH:mm:ss", LONDON);
        assertEquals(at("2011-03-27T01:30:00Z"), parser.millis("2011-03-27 01:30:00"));
        assertEquals(at("2011-10-30T00:30:00Z"), parser.millis("2011-10-30 01:30:00"));
    }

    @Test
    void a_date_alone_is_the_first_moment_of_its_day_even_where_midnight_was_skipped() throws BadRow {
        assertEquals(
                at("2018-11-04T03:00:00Z"),
                pattern("yyyy-MM-dd", ZoneId.of("America/Sao_Paulo")).millis("2018-11-04"));
    }

    @Test
    void years_of_two_digits_and_years_before_an_era_are_read() throws BadRow {
        assertEquals(at("2011-02-03T00:00:00Z"), pattern("d/M/yy", LONDON).millis("3/2/11"));
        assertEquals(at("2011-02-03T00:00:00Z"), pattern("d.M.uuuu", LONDON).millis("3.2.2011"));
        assertEquals(at("2011-02-03T00:00:00Z"), pattern("d MMM yyyy G", LONDON).millis("3 Feb 2011 AD"));
    }

    @Test
    void an_offset_in_the_text_wins_over_the_zone() throws BadRow {
        assertEquals(
                at("2020-02-29T16:00:00Z"),
                pattern("yyyy-MM-dd'T'HH:mm:ssXXX", LONDON).millis("2020-03-01T00:00:00+08:00"));
    }

    @Test
    void seconds_and_milliseconds_count_from_1970() throws BadRow {
        assertEquals(1_082_040_961_000L, of(Form.SECONDS, "", LONDON).millis("1082040961"));
        assertEquals(1_082_040_961_250L, of(Form.SECONDS, "", LONDON).millis("1082040961.25"));
        assertEquals(1_082_040_961_250L, of(Form.MILLISECONDS, "", LONDON).millis("1082040961250"));
    }

    @Test
    void iso_times_need_no_pattern() throws BadRow {
        TimeParser parser = of(Form.ISO, "", ZoneId.of("UTC"));
        assertEquals(at("2024-02-29T00:00:00Z"), parser.millis("2024-02-29"));
        assertEquals(at("2024-02-29T12:30:00Z"), parser.millis("2024-02-29 12:30"));
        assertEquals(at("2024-02-29T12:30:01.5Z"), parser.millis("2024-02-29T12:30:01.5Z"));
        for (String offset : List.of("+08:00", "+0800", "+08")) {
            assertEquals(at("2024-02-29T04:30:01Z"), parser.millis("2024-02-29T12:30:01" + offset));
        }
        assertEquals(at("2024-02-29T18:00:01Z"), parser.millis("2024-02-29T12:30:01-0530"));
        assertEquals(at("2024-02-29T12:30:01Z"), parser.millis("2024-02-29T12:30:01+0000"));
    }

    @Test
    void what_is_no_time_is_refused_with_a_reason() {
        TimeParser parser = pattern("yyyy-MM-dd", LONDON);
        assertEquals("time does not match the pattern yyyy-MM-dd", reason(parser, "01/02/2011"));
        assertEquals("time does not match the pattern yyyy-MM-dd", reason(parser, "2011-13-01"));
        assertEquals("time does not match the pattern yyyy-MM-dd", reason(parser, "2011-02-29"));
        TimeParser seconds = pattern("yyyy-MM-dd HH:mm:ss", LONDON);
        assertEquals("time does not match the pattern yyyy-MM-dd HH:mm:ss", reason(seconds, "2011-04-31 12:00:00"));
        assertEquals("time does not match the pattern yyyy-MM-dd HH:mm:ss", reason(seconds, "2011-04-30 24:00:00"));
        assertEquals("time is not ISO 8601", reason(of(Form.ISO, "", LONDON), "2011-02-30T12:00"));
        assertEquals("time is missing", reason(parser, " "));
        assertEquals("time is not between 1970 and 2099", reason(parser, "1900-01-01"));
        assertEquals("time is not between 1970 and 2099", reason(parser, "9999-12-31"));
        assertEquals("time is not a number of seconds", reason(of(Form.SECONDS, "", LONDON), "yesterday"));
        assertEquals("time is not between 1970 and 2099", reason(of(Form.SECONDS, "", LONDON), "1e30"));
        assertEquals("time is not between 1970 and 2099", reason(of(Form.SECONDS, "", LONDON), "9999999999999999"));
        assertEquals(
                "time is not between 1970 and 2099", reason(of(Form.MILLISECONDS, "", LONDON), "999999999999999999"));
        assertEquals("time is not between 1970 and 2099", reason(of(Form.SECONDS, "", LONDON), "1082040961250"));
    }

    @Test
    void where_1970_begins_after_midnight_of_greenwich_its_first_moment_is_the_first_that_is_read() throws BadRow {
        TimeParser parser = of(Form.ISO, "", ZoneId.of("America/New_York"));
        assertEquals("time is not between 1970 and 2099", reason(parser, "1970-01-01T00:00:00Z"));
        assertEquals("time is not between 1970 and 2099", reason(parser, "1970-01-01T04:59:59Z"));
        assertEquals(at("1970-01-01T05:00:00Z"), parser.millis("1970-01-01"));
        assertEquals(0, of(Form.SECONDS, "", LONDON).millis("0"));
    }

    private static String reason(TimeParser parser, String text) {
        return assertThrows(BadRow.class, () -> parser.millis(text), () -> "accepted: " + text)
                .getMessage();
    }

    private static TimeParser pattern(String pattern, ZoneId zone) {
        return of(Form.PATTERN, pattern, zone);
    }

    private static TimeParser of(Form form, String pattern, ZoneId zone) {
        return new TimeParser(new TimeRule("at", form, pattern, Optional.empty()), zone);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
