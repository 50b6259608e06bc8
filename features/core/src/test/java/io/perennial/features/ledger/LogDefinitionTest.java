package io.perennial.features.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** A business day begins at midnight of the log's zone, also when that day has 23 or 25 hours. */
class LogDefinitionTest {

    @Test
    void a_day_of_23_hours_is_one_business_day() {
        LogDefinition log = in("Europe/London");
        int day = day("2024-03-31"); // clocks go from 01:00 to 02:00
        assertEquals(day - 1, log.day(Instant.parse("2024-03-30T23:59:59Z")));
        assertEquals(day, log.day(Instant.parse("2024-03-31T00:00:00Z")));
        assertEquals(day, log.day(Instant.parse("2024-03-31T22:59:59Z")));
        assertEquals(day + 1, log.day(Instant.parse("2024-03-31T23:00:00Z")));
    }

    @Test
    void a_day_of_25_hours_is_one_business_day() {
        LogDefinition log = in("Europe/London");
        int day = day("2024-10-27"); // clocks go from 02:00 back to 01:00
        assertEquals(day - 1, log.day(Instant.parse("2024-10-26T22:59:59Z")));
        assertEquals(day, log.day(Instant.parse("2024-10-26T23:00:00Z")));
        assertEquals(day, log.day(Instant.parse("2024-10-27T23:59:59Z")));
        assertEquals(day + 1, log.day(Instant.parse("2024-10-28T00:00:00Z")));
    }

    @Test
    void a_day_whose_midnight_does_not_exist_begins_when_it_begins() {
        LogDefinition log = in("America/Sao_Paulo");
        int day = day("2018-11-04"); // clocks go from 00:00 to 01:00
        assertEquals(day - 1, log.day(Instant.parse("2018-11-04T02:59:59Z")));
        assertEquals(day, log.day(Instant.parse("2018-11-04T03:00:00Z")));
    }

    @Test
    void a_day_that_a_zone_skipped_has_no_events() {
        LogDefinition log = in("Pacific/Apia"); // 2011-12-30 was left out when the date line moved
        int before = log.day(Instant.parse("2011-12-30T09:59:59Z"));
        int after = log.day(Instant.parse("2011-12-30T10:00:00Z"));
        assertEquals(day("2011-12-29"), before);
        assertEquals(day("2011-12-31"), after);
    }

    @Test
    void money_is_written_with_the_decimals_of_its_currency() {
        assertEquals("1,234.50", LogDefinition.written(1234.5, "GBP"));
        assertEquals("1,235", LogDefinition.written(1234.6, "JPY"));
        assertEquals("1,234.567", LogDefinition.written(1234.567, "BHD"));
    }

    @Test
    void days_follow_the_log_and_never_the_machine() {
        LogDefinition log = in("Asia/Shanghai");
        Instant at = Instant.parse("2024-06-30T16:00:00Z");
        TimeZone machine = TimeZone.getDefault();
        try {
            for (String zone : new String[] {"UTC", "America/New_York", "Pacific/Kiritimati"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertEquals(day("2024-07-01"), log.day(at), "machine in " + zone);
            }
        } finally {
            TimeZone.setDefault(machine);
        }
    }

    @Test
    void any_instant_lies_between_the_starts_of_its_day_and_the_next() {
        String[] zones = ZoneId.getAvailableZoneIds().stream().sorted().toArray(String[]::new);
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            ZoneId zone = ZoneId.of(zones[random.nextInt(zones.length)]);
            Instant at = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
            int day = new LogDefinition(zone, "CNY", Set.of()).day(at);
            ZonedDateTime start = LocalDate.ofEpochDay(day).atStartOfDay(zone);
            ZonedDateTime next = LocalDate.ofEpochDay(day + 1L).atStartOfDay(zone);
            assertTrue(
                    !at.isBefore(start.toInstant()) && at.isBefore(next.toInstant()),
                    "seed " + seed + ": " + at + " in " + zone);
        }
    }

    @Test
    void money_is_shown_in_major_units_of_its_currency() {
        assertEquals(12.34, money("CNY").major(1_234));
        assertEquals(1_234, money("JPY").major(1_234));
        assertEquals(1.234, money("KWD").major(1_234));
        assertEquals(5, money(LogDefinition.NO_CURRENCY).major(5));
    }

    @Test
    void a_currency_that_is_none_is_refused_by_name() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> money("RMB")).getMessage();
        assertTrue(message.contains("'RMB'"), message);
    }

    private static LogDefinition in(String zone) {
        return new LogDefinition(ZoneId.of(zone), "CNY", EnumSet.of(EventKind.VISIT));
    }

    private static LogDefinition money(String currency) {
        return new LogDefinition(ZoneId.of("UTC"), currency, EnumSet.of(EventKind.PURCHASE));
    }

    private static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }
}
