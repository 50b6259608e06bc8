package io.perennial.http.alarm;

import io.perennial.features.profile.Risk;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was measured of one kind.
 *
 * @param kind     of which
 * @param tier     of which value tier, by its id; empty where it is of everybody
 * @param readings newest first, without a gap
 * @param unknown  why there is none, or none before these; empty where the log, or the line of populations, begins there
 */
public record Signal(AlarmKind kind, String tier, List<Reading> readings, Optional<Unknown> unknown) {

    /** Why nothing can be said. */
    public enum Unknown {
        /** The log carries no event of the kinds that are needed. */
        NO_KIND,
        /** The log, or the line of populations, does not reach back far enough. */
        TOO_SHORT,
        /** So few users are concerned that chance would ring. */
        TOO_FEW,
        /** Other model versions scored before, so a fall may be theirs. */
        OTHER_MODELS;

        /** The name in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Signal {
        readings = List.copyOf(readings);
    }

    /** What was measured of everybody. */
    public static Signal of(AlarmKind kind, List<Reading> readings) {
        return new Signal(kind, "", readings, Optional.empty());
    }

    /** What could not be measured. */
    public static Signal unknown(AlarmKind kind, Unknown why) {
        return new Signal(kind, "", List.of(), Optional.of(why));
    }

    /** What a rule makes of it. */
    Alarm judged(AlarmRule rule) {
        Optional<Unknown> why = missing(rule);
        if (why.isPresent()) {
            return Alarm.unknown(kind, tier, rule, why.get());
        }
        int amber = beyond(rule.amber());
        double value = readings.get(0).value();
        if (amber < rule.inARow()) {
            return Alarm.of(kind, tier, rule, Risk.GREEN, value, Optional.empty());
        }
        LocalDate since = readings.get(amber - 1).day();
        boolean isRed = beyond(rule.red()) >= rule.inARow();
        return Alarm.of(kind, tier, rule, isRed ? Risk.RED : Risk.AMBER, value, Optional.of(since));
    }

    private Optional<Unknown> missing(AlarmRule rule) {
        if (readings.size() < rule.inARow()) {
            return Optional.of(unknown.orElse(Unknown.TOO_SHORT));
        }
        return readings.stream().limit(rule.inARow()).anyMatch(reading -> reading.users() < rule.leastUsers())
                ? Optional.of(Unknown.TOO_FEW)
                : Optional.empty();
    }

    /** How many of the newest readings in a row lie beyond a line. */
    private int beyond(double line) {
        int run = 0;
        while (run < readings.size()
                && AlarmRule.isBeyond(kind, readings.get(run).value(), line)) {
            run++;
        }
        return run;
    }
}
