package io.perennial.http.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.Risk;
import io.perennial.http.alarm.Signal.Unknown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a rule makes of measurements. */
class SignalTest {

    private static final LocalDate NEWEST = LocalDate.of(2026, 3, 10);
    private static final AlarmRule THREE_IN_A_ROW = new AlarmRule(true, 0.15, 0.3, 3, 50);

    private static List<Reading> readings(int users, double... newestFirst) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < newestFirst.length; i++) {
            readings.add(new Reading(NEWEST.minusDays(i), newestFirst[i], users));
        }
        return readings;
    }

    private static Alarm judged(double... newestFirst) {
        return Signal.of(AlarmKind.ACTIVE_USERS, readings(50, newestFirst)).judged(THREE_IN_A_ROW);
    }

    @Test
    void two_beyond_the_line_are_quiet_and_three_ring_since_the_first_of_them() {
        Alarm quiet = judged(0.2, 0.2, 0.1, 0.2, 0.2);
        assertEquals(Risk.GREEN, quiet.colour());
        assertEquals(Optional.empty(), quiet.since());
        Alarm rings = judged(0.16, 0.2, 0.9, 0.2, 0.15, 0.9);
        assertEquals(Risk.AMBER, rings.colour());
        assertEquals(0.16, rings.value());
        assertEquals(Optional.of(NEWEST.minusDays(3)), rings.since());
        assertTrue(rings.rings() && !quiet.rings());
    }

    @Test
    void it_is_red_where_as_many_in_a_row_are_beyond_the_red_line() {
        assertEquals(Risk.RED, judged(0.31, 0.31, 0.31, 0.2).colour());
        assertEquals(
                Optional.of(NEWEST.minusDays(3)), judged(0.31, 0.31, 0.31, 0.2).since());
        assertEquals(Risk.AMBER, judged(0.31, 0.31, 0.3).colour());
    }

    @Test
    void on_the_line_is_not_beyond_it_and_nothing_measured_is_neither() {
        assertEquals(Risk.GREEN, judged(0.15, 0.2, 0.2).colour());
        assertEquals(Risk.GREEN, judged(Double.NaN, 0.2, 0.2).colour());
        AlarmRule neverRed = new AlarmRule(true, 0.45, Double.NaN, 1, 1);
        assertEquals(
                Risk.AMBER,
                Signal.of(AlarmKind.LTV_DISPERSION, readings(9, 99))
                        .judged(neverRed)
                        .colour());
    }

    @Test
    void retention_rings_where_it_is_low() {
        AlarmRule rule = new AlarmRule(true, 0.15, 0.05, 1, 50);
        Map<Double, Risk> expected = Map.of(0.15, Risk.GREEN, 0.149, Risk.AMBER, 0.05, Risk.AMBER, 0.049, Risk.RED);
        expected.forEach((value, colour) -> assertEquals(
                colour,
                Signal.of(AlarmKind.NEXT_DAY_RETENTION, readings(50, value))
                        .judged(rule)
                        .colour(),
                value + ""));
    }

    @Test
    void what_cannot_be_told_says_why() {
        assertEquals(Optional.of(Unknown.TOO_SHORT), judged(0.9, 0.9).unknown());
        Alarm few =
                Signal.of(AlarmKind.ACTIVE_USERS, readings(49, 0.9, 0.9, 0.9)).judged(THREE_IN_A_ROW);
        assertEquals(Optional.of(Unknown.TOO_FEW), few.unknown());
        assertEquals(Risk.NONE, few.colour());
        assertFalse(few.rings());
        Alarm foreign = Signal.unknown(AlarmKind.COMPLAINTS, Unknown.NO_KIND).judged(THREE_IN_A_ROW);
        assertEquals(Optional.of(Unknown.NO_KIND), foreign.unknown());
    }

    @Test
    void where_other_versions_scored_before_the_first_readings_that_is_why_more_are_missing() {
        Signal since = new Signal(AlarmKind.TIER_VALUE, "top", readings(50, 0.9), Optional.of(Unknown.OTHER_MODELS));
        assertEquals(
                Optional.of(Unknown.OTHER_MODELS), since.judged(THREE_IN_A_ROW).unknown());
        assertEquals(
                Risk.RED, since.judged(new AlarmRule(true, 0.15, 0.3, 1, 1)).colour());
    }

    @Test
    void of_value_tiers_the_worst_is_told_and_what_is_off_is_not() {
        Map<AlarmKind, AlarmRule> rules = new EnumMap<>(AlarmKind.class);
        for (AlarmKind kind : AlarmKind.values()) {
            double red = kind.isBadWhenLow() ? 0.05 : 0.3;
            rules.put(kind, new AlarmRule(kind != AlarmKind.COMPLAINTS, 0.15, red, 1, 1));
        }
        List<Alarm> alarms = new AlarmRules(rules, Optional.empty())
                .judge(List.of(
                        tier("top", 0.2),
                        tier("high", 0.25),
                        tier("low", -3),
                        Signal.of(AlarmKind.COMPLAINTS, readings(50, 0.9))));
        assertEquals(1, alarms.size());
        assertEquals("high", alarms.get(0).tier());
    }

    private static Signal tier(String id, double fall) {
        return new Signal(AlarmKind.TIER_VALUE, id, readings(50, fall), Optional.empty());
    }
}
