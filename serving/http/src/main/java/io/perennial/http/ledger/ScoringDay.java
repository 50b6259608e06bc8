package io.perennial.http.ledger;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The day a score speaks for.
 *
 * @param asOf        nothing on or after it is seen
 * @param inProgress  whether the day before it is not over, so that more may still happen that is seen
 * @param newestEvent the newest day of which events came that a score may read; empty where none ever came
 */
public record ScoringDay(LocalDate asOf, boolean inProgress, Optional<LocalDate> newestEvent) {

    /**
     * The first day of which nobody can say yet what did not happen: the one in progress, or the one after the newest
     * event, since a feed that died looks like silence.
     */
    public LocalDate knownBefore() {
        if (!inProgress) {
            return asOf;
        }
        LocalDate today = asOf.minusDays(1);
        return newestEvent.map(day -> day.plusDays(1)).filter(today::isAfter).orElse(today);
    }

    /** Whether live events came up to the day before the one in progress, at least. */
    public boolean isFed() {
        return inProgress && knownBefore().equals(asOf.minusDays(1));
    }

    /** The day of a population's scores: its logs are read up to the day before. */
    public static ScoringDay ofPopulation(LocalDate asOf) {
        return new ScoringDay(asOf, false, Optional.of(asOf.minusDays(1)));
    }
}
