package io.perennial.features.spark.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.RandomLog;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.Mappings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The days of several logs of one run. */
final class RunDaysTest {

    private static final Mapping SHOP = mapping("shop.toml", "");
    private static final Mapping CALLS = mapping("calls.toml", "");

    @Test
    void a_quiet_log_keeps_its_days_where_another_has_events() {
        Tally tally = shop();
        tally.day(1, day("2017-03-01"));
        tally.day(1, day("2021-06-01"));
        RunDays days = RunDays.of(List.of(SHOP, CALLS), tally);
        assertEquals(Optional.empty(), days.stray());
        assertEquals("2017-03-01", days.logs().get(1).firstDay());
        assertEquals(day("2021-06-01"), days.last());
        assertEquals(day("2021-06-02"), days.latestAsOf());
    }

    @Test
    void a_log_of_nothing_but_stray_days_has_no_say_and_is_named() {
        Tally tally = shop();
        tally.day(1, 0);
        tally.user(0);
        RunDays days = RunDays.of(List.of(SHOP, CALLS), tally);
        assertEquals(day("2021-12-31"), days.last());
        assertEquals(day("2022-01-01"), days.latestAsOf());
        assertEquals("1970-01-01", days.logs().get(1).lastDay());
        String told = days.stray().orElseThrow();
        assertTrue(told.contains("events of 1 user on 1970-01-01 (calls.toml)"), told);
        assertTrue(told.contains("'when'") && !told.contains("complete_through"), told);
    }

    @Test
    void who_states_through_which_day_the_log_is_complete_is_believed() {
        Tally tally = shop();
        tally.day(0, day("2031-01-01"));
        tally.user(day("2031-01-01"));
        RunDays unsaid = RunDays.of(List.of(SHOP), tally);
        assertEquals(day("2021-12-31"), unsaid.last());
        assertTrue(unsaid.stray().orElseThrow().contains("complete_through"));
        RunDays before = RunDays.of(List.of(mapping("shop.toml", "complete_through = 2022-01-31")), tally);
        assertEquals(day("2021-12-31"), before.last());
        assertEquals(day("2022-02-01"), before.latestAsOf());
        RunDays said = RunDays.of(List.of(mapping("shop.toml", "complete_through = 2031-01-01")), tally);
        assertEquals(day("2031-01-01"), said.last());
        assertEquals(Optional.empty(), said.stray());
    }

    @Test
    void what_the_log_begins_or_ends_with_over_a_year_apart_is_told_though_it_counts() {
        Tally tally = shop();
        assertEquals(List.of(), RunDays.of(List.of(SHOP), tally).parted());
        for (int day : new int[] {day("2014-05-01"), day("2024-05-01"), day("2024-05-02")}) {
            tally.day(0, day);
            for (int user = 0; user < 40; user++) {
                tally.user(day);
            }
        }
        RunDays days = RunDays.of(List.of(SHOP), tally);
        assertEquals(Optional.empty(), days.stray());
        assertEquals(2, days.parted().size());
        String first = days.parted().get(0);
        assertTrue(first.startsWith("the log begins with events of 40 users on 2014-05-01, over a year apart"), first);
        String last = days.parted().get(1);
        assertTrue(last.contains("ends with events of 80 user days from 2024-05-01 to 2024-05-02"), last);
    }

    /** Five years of log 0 with a new user every second day. */
    private static Tally shop() {
        Tally tally = new Tally();
        for (int day = day("2017-01-01"); day <= day("2021-12-31"); day += 1) {
            tally.day(0, day);
            if (day % 2 == 0) {
                tally.user(day);
            } else {
                tally.laterDay(day);
            }
        }
        return tally;
    }

    private static Mapping mapping(String name, String line) {
        return Mappings.parse(name, RandomLog.MAPPING.replace("user =", line + "\nuser ="));
    }

    private static int day(String iso) {
        return Math.toIntExact(LocalDate.parse(iso).toEpochDay());
    }
}
