package io.perennial.http.live;

import io.perennial.http.live.Slot.Place;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** The four names the server follows, as seen so far; immutable. */
record Slots(Track churn, Track ltv, Track trend, Slot<Population> population) {

    /** Populations up to this size are read whole before they answer; larger ones are checked page by page. */
    private static final long CHECKED_AT_ONCE = 256L << 20;

    static Slots empty() {
        return new Slots(
                Track.empty("churn"),
                Track.empty("ltv"),
                Track.empty("trend"),
                Slot.empty(PopulationBundle.NAME, Place.CHAMPION, Slots::checkedPopulation));
    }

    /** Looks at all of them; at everybody beside the models, because each takes a good part of a start. */
    Slots look(Registry registry) {
        CompletableFuture<Slot<Population>> everybody =
                CompletableFuture.supplyAsync(() -> population.look(registry, List.of()));
        try {
            return new Slots(churn.look(registry), ltv.look(registry), trend.look(registry), everybody.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Looks at one name, by the standing after a change that was just made. */
    Slots look(Registry registry, Standing changed) {
        if (answering().anyMatch(slot -> slot.hasSeenBeyond(changed))) {
            return this;
        }
        return new Slots(
                churn.look(registry, changed),
                ltv.look(registry, changed),
                trend.look(registry, changed),
                changed.name().equals(population.name()) ? population.look(registry, changed, List.of()) : population);
    }

    /** Has former champions stand by, so that one answers at once where a champion is taken away. */
    Slots standBy(Registry registry) {
        return new Slots(churn.standBy(registry), ltv.standBy(registry), trend.standBy(registry), population);
    }

    boolean isStale(Registry registry) {
        return answering().anyMatch(slot -> slot.isStale(registry));
    }

    /** Whether the journals say no more than they did. */
    boolean hasJournalsOf(Slots before) {
        return heads().equals(before.heads());
    }

    private List<Optional<String>> heads() {
        return answering().map(slot -> slot.standing().map(Standing::headHash)).toList();
    }

    List<Refusal> refusals() {
        return Stream.concat(answering(), challengers())
                .flatMap(slot -> slot.refusal().stream())
                .distinct()
                .toList();
    }

    /** The first refusal that leaves a published name without an answer. */
    Optional<Refusal> unanswered() {
        return answering()
                .filter(Slot::isUnanswered)
                .flatMap(slot -> slot.refusal().stream())
                .findFirst();
    }

    /** What answers but was made for another schema than the churn model. */
    List<Refusal> misfits() {
        return misfits(answering());
    }

    /** What is tried but was made for another schema than the churn model. */
    List<Refusal> misfitChallengers() {
        return misfits(challengers());
    }

    private List<Refusal> misfits(Stream<Slot<?>> slots) {
        Optional<Loaded<LoadedModel>> anchor = churn.champion().loaded();
        return slots.flatMap(slot -> slot.loaded().stream())
                .filter(loaded -> anchor.isPresent()
                        && !loaded.schema().equals(anchor.get().schema()))
                .map(loaded -> misfit(loaded.id(), anchor.orElseThrow().id()))
                .toList();
    }

    /** The same without what was made for another schema than the churn model. */
    Slots fitting() {
        return churn.champion().loaded().map(Loaded::schema).map(this::fitting).orElse(this);
    }

    private Slots fitting(String schema) {
        boolean fits = population.loaded().map(Loaded::schema).orElse(schema).equals(schema);
        return new Slots(
                churn.fitting(schema),
                ltv.fitting(schema),
                trend.fitting(schema),
                fits ? population : population.emptied());
    }

    /** Whether anything is tried beside the champions. */
    boolean isTrying() {
        return challengers().anyMatch(slot -> slot.loaded().isPresent());
    }

    /** Whether the journals let all of these answer still. */
    boolean allow(List<LoadedModel> models) {
        return models.stream().map(LoadedModel::id).allMatch(id -> answering()
                .filter(slot -> slot.name().equals(id.name()))
                .allMatch(slot -> slot.allows(id.version())));
    }

    /** Whether the journals still have every one of these tried that is not among the champions. */
    boolean areTrying(List<LoadedModel> tried, List<LoadedModel> champions) {
        List<ModelId> answering = champions.stream().map(LoadedModel::id).toList();
        return tried.stream()
                .map(LoadedModel::id)
                .filter(id -> !answering.contains(id))
                .allMatch(id -> Stream.of(churn, ltv, trend)
                        .filter(track -> track.champion().name().equals(id.name()))
                        .allMatch(track -> track.isTrying(id)));
    }

    private Stream<Slot<?>> answering() {
        return Stream.of(churn.champion(), ltv.champion(), trend.champion(), population);
    }

    private Stream<Slot<?>> challengers() {
        return Stream.of(churn.challenger(), ltv.challenger(), trend.challenger());
    }

    private static Refusal misfit(ModelId id, ModelId anchor) {
        return new Refusal(
                id.name(),
                id.version(),
                id.named() + " was made for another feature schema than " + anchor.named()
                        + "; publish both from one run, then load its population");
    }

    private static Population checkedPopulation(VersionFiles files) {
        Population population = Population.open(files);
        if (population.bytes() <= CHECKED_AT_ONCE) {
            List<String> faults = population.faults();
            if (!faults.isEmpty()) {
                throw new RegistryException(RegistryException.Kind.DAMAGED, faults.get(0));
            }
        }
        return population;
    }
}
