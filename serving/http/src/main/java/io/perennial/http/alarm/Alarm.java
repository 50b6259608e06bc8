package io.perennial.http.alarm;

import io.perennial.features.profile.Risk;
import io.perennial.http.alarm.Signal.Unknown;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An alarm as it stands.
 *
 * @param kind    what it watches
 * @param tier    of which value tier, by its id; empty where it is of everybody
 * @param rule    when it rings
 * @param colour  how it stands
 * @param value   the newest measurement, NaN where there is none
 * @param since   since which measurement without a break it lies beyond the amber line; empty where it does not ring
 * @param unknown why nothing can be said; empty where something can
 */
public record Alarm(
        AlarmKind kind,
        String tier,
        AlarmRule rule,
        Risk colour,
        double value,
        Optional<LocalDate> since,
        Optional<Unknown> unknown) {

    static Alarm of(AlarmKind kind, String tier, AlarmRule rule, Risk colour, double value, Optional<LocalDate> since) {
        return new Alarm(kind, tier, rule, colour, value, since, Optional.empty());
    }

    static Alarm unknown(AlarmKind kind, String tier, AlarmRule rule, Unknown why) {
        return new Alarm(kind, tier, rule, Risk.NONE, Double.NaN, Optional.empty(), Optional.of(why));
    }

    /** Whether it rings. */
    public boolean rings() {
        return colour.isRaised();
    }
}
