package io.perennial.http.ledger;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.LivePart;
import io.perennial.scoring.population.PopulationHeader;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What live events are counted on top of: one population, or none.
 *
 * <p>Days before the population's as-of are in its bundle, as the logs told them. A live event of such a day counts
 * only if it was accepted while a bundle of the same data answered: then it came too late for that bundle. The next
 * bundle rests on logs that were read later and is taken to hold it, so that nothing ever counts twice. What a person
 * recorded here is in no log, and counts on top of every population.
 *
 * @param schema     features, and with them the log's zone and currency
 * @param population who is known from the batch
 */
record Foundation(FeatureSchema schema, Optional<ServedPopulation> population) {

    LogDefinition log() {
        return schema.context().log();
    }

    /** Zone and currency in one text: days and amounts of another can't be added to these. */
    String definition() {
        return log().zone().getId() + " " + log().currency();
    }

    /** The mark of events that are accepted on top of this. */
    String mark() {
        return header().map(PopulationHeader::dataHash).orElse("");
    }

    /** Whether live events count on top of this. */
    boolean counts(LivePart part) {
        return header().isEmpty()
                || part.isRecordedHere()
                || part.day().day() >= asOfDay()
                || part.base().equals(header().get().dataHash());
    }

    /** Whether scores read a live part: it is of a kind the log carries. */
    boolean reads(LedgerDay part) {
        return part.hasAny(log().carried());
    }

    /** Whether a score as of a day reads it: it is before that day, too. */
    boolean reads(LedgerDay part, LocalDate asOf) {
        return part.day() < asOf.toEpochDay() && reads(part);
    }

    /** The day from which the population knows nothing; without a population it knows nothing of any. */
    int asOfDay() {
        return header().map(known -> Math.toIntExact(known.asOf().toEpochDay())).orElse(Integer.MIN_VALUE);
    }

    /** Whether nothing that counts on top of this was forgotten, late events included. */
    boolean isWhole(OptionalInt forgottenBefore) {
        return forgottenBefore.isEmpty() || (long) asOfDay() - EventIntake.LATE_DAYS >= forgottenBefore.getAsInt();
    }

    /** The day of the population's scores. */
    Optional<LocalDate> asOf() {
        return header().map(PopulationHeader::asOf);
    }

    /** The first day of the log, where a population tells it. */
    Optional<LocalDate> firstDay() {
        return header().map(PopulationHeader::firstDay);
    }

    private Optional<PopulationHeader> header() {
        return population.map(served -> served.population().header());
    }
}
