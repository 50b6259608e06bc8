package io.perennial.features.spark.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.perennial.features.spark.mapping.TimeRule;
import io.perennial.features.spark.mapping.TimeRule.Form;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlainTimeTest {

    @Test
    void any_second_is_read_as_a_formatter_reads_it() throws BadRow {
        DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
        for (String zone :
                List.of("UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Africa/Monrovia")) {
            ZoneId id = ZoneId.of(zone);
            TimeParser parser =
                    new TimeParser(new TimeRule("at", Form.PATTERN, "yyyy-MM-dd HH:mm:ss", Optional.empty()), id);
            Random random = new Random(7);
            for (int i = 0; i < 20_000; i++) {
                LocalDateTime time =
                        LocalDateTime.ofEpochSecond(172_800 + random.nextLong(4_102_000_000L), 0, ZoneOffset.UTC);
                String text = form.format(time);
                assertEquals(time.atZone(id).toInstant().toEpochMilli(), parser.millis(text), text + " " + zone);
            }
        }
    }

    @Test
    void what_is_of_another_form_is_left_to_the_formatter() {
        PlainTime times = new PlainTime(" ");
        for (String text : List.of(
                "2011-06-30T18:05:59",
                "2011-6-30 18:05:590",
                "2011-02-30 18:05:59",
                "2011-13-01 18:05:59",
                "2011-00-01 18:05:59",
                "2011-06-00 18:05:59",
                "2011-06-30 24:00:00",
                "2011-06-30 18:60:00",
                "2011-06-30 18:05:60",
                "2011-06-30 18:05:5",
                "2011-06-30 18:05:59Z",
                "+011-06-30 18:05:59",
                "0000-06-30 18:05:59",
                "٢٠١١-06-30 18:05:59")) {
            assertNull(times.read(text), text);
        }
        assertEquals(LocalDateTime.of(2012, 2, 29, 18, 5, 59), times.read("2012-02-29 18:05:59"));
    }

    @Test
    void a_pattern_says_what_stands_between_date_and_time() {
        assertEquals("T ", PlainTime.of(rule(Form.ISO, "")).separators());
        assertEquals(
                "T", PlainTime.of(rule(Form.PATTERN, "yyyy-MM-dd'T'HH:mm:ss")).separators());
        assertNull(PlainTime.of(rule(Form.PATTERN, "dd-MM-yyyy HH:mm:ss")).read("2011-06-30 18:05:59"));
    }

    private static TimeRule rule(Form form, String pattern) {
        return new TimeRule("at", form, pattern, Optional.empty());
    }
}
