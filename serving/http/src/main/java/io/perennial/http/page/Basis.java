package io.perennial.http.page;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.answer.DataGates;
import io.perennial.http.answer.DataGates.Gate;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.ServingState;
import io.perennial.http.report.Report.Judged;
import io.perennial.http.store.StoreException;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.score.Scorer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the numbers of a page speak for, and what they were made by.
 *
 * @param asOf       the day scores speak for
 * @param ageDays    days since then
 * @param population version of the population
 * @param models     versions that answer
 * @param judged     how these were judged, where that is known
 * @param failed     conditions of the data that hold no more
 * @param live       the newest day of the live events that pages of users are scored with; empty where none count
 * @param isLive     whether live events have their part in the numbers of this page
 */
public record Basis(
        LocalDate asOf,
        long ageDays,
        ModelId population,
        List<ModelId> models,
        List<Judged> judged,
        List<Gate> failed,
        Optional<LocalDate> live,
        boolean isLive) {

    public Basis {
        models = List.copyOf(models);
        judged = List.copyOf(judged);
        failed = List.copyOf(failed);
    }

    /** The version that was judged so. */
    public ModelId version(Judged its) {
        return models.stream()
                .filter(model -> model.name().equals(its.target()))
                .findFirst()
                .orElseThrow();
    }

    /** Share of users inside the 90 % interval of their value where that was measured; empty where it was not. */
    public OptionalDouble covered() {
        return judged.stream()
                .filter(its -> its.target().equals("ltv"))
                .mapToDouble(Judged::covered)
                .filter(share -> !Double.isNaN(share))
                .findFirst();
    }

    /** The same, of numbers that live events have their part in. */
    Basis withLive() {
        return new Basis(asOf, ageDays, population, models, judged, failed, live, true);
    }

    static Optional<Basis> of(ServingState state, LiveLedger ledger, ServedQuality quality, LocalDate today) {
        return state.population().map(served -> {
            LocalDate asOf = served.population().header().asOf();
            Optional<FeatureSchema> log = state.scorer()
                    .map(Scorer::schema)
                    .filter(FeatureSchema.class::isInstance)
                    .map(FeatureSchema.class::cast);
            ScoringDay day =
                    log.map(schema -> day(state, ledger, schema)).orElseGet(() -> ScoringDay.ofPopulation(asOf));
            return new Basis(
                    asOf,
                    Math.max(0, ChronoUnit.DAYS.between(asOf, today)),
                    served.id(),
                    state.models().stream().map(LoadedModel::id).toList(),
                    state.models().stream()
                            .flatMap(model -> quality.of(model.id()).stream())
                            .toList(),
                    log
                            .map(schema -> DataGates.ofToday(asOf, schema, state.refusals(), day, today))
                            .orElse(List.of())
                            .stream()
                            .filter(gate -> !gate.passed())
                            .toList(),
                    day.newestEvent().filter(any -> day.inProgress()),
                    false);
        });
    }

    /** A page that reads no live events is drawn without their store too. */
    private static ScoringDay day(ServingState state, LiveLedger ledger, FeatureSchema schema) {
        try {
            return ledger.day(state.population(), schema);
        } catch (StoreException down) {
            return ScoringDay.ofPopulation(
                    state.population().orElseThrow().population().header().asOf());
        }
    }
}
