package io.perennial.http.live;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.VersionFiles;
import io.perennial.scoring.score.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a registry: looks at its journals, checks what is new, and swaps the serving state as a whole.
 *
 * <p>A version that fails any check changes nothing: the last good one keeps answering and the refusal is shown. What
 * was refused is tried again every half minute, because a restored file adds no journal entry. Versions are only taken
 * together where all of them were made for the same feature schema.
 */
public final class LiveState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveState.class);
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** Populations up to this size are read whole before they answer; larger ones are checked page by page. */
    private static final long CHECKED_AT_ONCE = 256L << 20;

    private final Registry registry;
    private final ChurnGrade.Thresholds grades;
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "registry-poll");
        thread.setDaemon(true);
        return thread;
    });
    private volatile ServingState state = ServingState.nothing();
    private Slots slots = Slots.empty();
    private long lastLook;
    private ScheduledFuture<?> polling;

    /** Follows a registry, not yet looked at. */
    public LiveState(Registry registry, ChurnGrade.Thresholds grades) {
        this.registry = registry;
        this.grades = grades;
    }

    /** Looks at once, then again and again. */
    public synchronized LiveState start(Duration every) {
        refresh();
        polling = poller.scheduleWithFixedDelay(this::poll, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** What answers now; a request takes it once. */
    public ServingState state() {
        return state;
    }

    /** Looks at the registry now, and swaps where something new may answer. */
    public synchronized void refresh() {
        lastLook = System.nanoTime();
        Slots seen = slots.look(registry);
        slots = seen;
        ServingState next = assemble(seen);
        next.refusals().stream()
                .filter(refusal -> !state.refusals().contains(refusal))
                .forEach(refusal ->
                        LOG.warn("{} {} may not answer: {}", refusal.name(), refusal.version(), refusal.reason()));
        state = next;
    }

    @Override
    public synchronized void close() {
        if (polling != null) {
            polling.cancel(false);
        }
        poller.shutdownNow();
    }

    private void poll() {
        try {
            boolean isRetryDue = !state.refusals().isEmpty() && System.nanoTime() - lastLook > RETRY.toNanos();
            if (isRetryDue || slots.isStale(registry)) {
                refresh();
            }
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again, and the server would stop following its registry.
            LOG.error("the registry could not be looked at", e);
        }
    }

    /** The new state where everything in it belongs together; else the old one, saying what does not fit. */
    private ServingState assemble(Slots seen) {
        List<Refusal> misfits = seen.misfits();
        List<Refusal> refusals = new ArrayList<>(seen.refusals());
        refusals.addAll(misfits);
        if (!misfits.isEmpty() && state.isReady()) {
            return new ServingState(state.scorer(), state.explainer(), state.population(), refusals, "");
        }
        Slots fitting = seen.fitting();
        Optional<Scorer> scorer = fitting.churn()
                .loaded()
                .map(churn -> new Scorer(
                        churn.content(),
                        fitting.ltv().loaded().map(Loaded::content),
                        fitting.trend().loaded().map(Loaded::content),
                        grades));
        Optional<ServedPopulation> population =
                fitting.population().loaded().map(loaded -> new ServedPopulation(loaded.id(), loaded.content()));
        return new ServingState(
                scorer, scorer.map(Explainer::new), population, refusals, reason(seen, scorer.isPresent(), misfits));
    }

    private static String reason(Slots seen, boolean isScoring, List<Refusal> misfits) {
        Optional<Refusal> unanswered =
                seen.unanswered().or(() -> misfits.stream().findFirst());
        if (unanswered.isPresent()) {
            return unanswered.get().reason();
        }
        return isScoring ? "" : "no churn model is champion; train one, or run: perennial models promote churn VERSION";
    }

    /** The four names the server follows. */
    private record Slots(
            Slot<LoadedModel> churn, Slot<LoadedModel> ltv, Slot<LoadedModel> trend, Slot<Population> population) {

        static Slots empty() {
            return new Slots(
                    Slot.empty("churn", ModelLoader::load),
                    Slot.empty("ltv", ModelLoader::load),
                    Slot.empty("trend", ModelLoader::load),
                    Slot.empty(PopulationBundle.NAME, Slots::checkedPopulation));
        }

        Slots look(Registry registry) {
            return new Slots(churn.look(registry), ltv.look(registry), trend.look(registry), population.look(registry));
        }

        boolean isStale(Registry registry) {
            return all().anyMatch(slot -> slot.isStale(registry));
        }

        List<Refusal> refusals() {
            return all().flatMap(slot -> slot.refusal().stream()).toList();
        }

        /** The first refusal that leaves a published name without an answer. */
        Optional<Refusal> unanswered() {
            return all().filter(Slot::isUnanswered)
                    .flatMap(slot -> slot.refusal().stream())
                    .findFirst();
        }

        /** What was made for another schema than the churn model. */
        List<Refusal> misfits() {
            return churn.loaded().stream()
                    .flatMap(anchor -> Stream.of(ltv, trend, population)
                            .flatMap(slot -> slot.loaded().stream())
                            .filter(loaded -> !loaded.schema().equals(anchor.schema()))
                            .map(loaded -> misfit(loaded, anchor)))
                    .toList();
        }

        Slots fitting() {
            return new Slots(churn, fitting(ltv), fitting(trend), fitting(population));
        }

        private Stream<Slot<?>> all() {
            return Stream.of(churn, ltv, trend, population);
        }

        private <T> Slot<T> fitting(Slot<T> slot) {
            boolean fits = churn.loaded().isEmpty()
                    || slot.loaded()
                            .map(loaded ->
                                    loaded.schema().equals(churn.loaded().get().schema()))
                            .orElse(true);
            return fits ? slot : Slot.empty(slot.name(), slot.loader());
        }

        private static Refusal misfit(Loaded<?> loaded, Loaded<LoadedModel> anchor) {
            return new Refusal(
                    loaded.id().name(),
                    loaded.id().version(),
                    loaded.id() + " was made for another feature schema than " + anchor.id()
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
}
