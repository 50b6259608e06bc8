package io.perennial.http.live;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.score.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a registry: looks at its journals, checks what is new, and swaps the serving state as a whole.
 *
 * <p>A version that fails any check changes nothing: the last good one keeps answering and the refusal is shown, unless
 * the last good one was itself taken back. What was refused is tried again every half minute, because a restored file
 * adds no journal entry. Versions are only taken together where all of them were made for the same feature schema.
 */
public final class LiveState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveState.class);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Registry registry;
    private final ChurnGrade.Thresholds grades;
    private final PastModels past;
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "registry-poll");
        thread.setDaemon(true);
        return thread;
    });
    private volatile ServingState state = ServingState.nothing();
    private final AtomicReference<Slots> slots = new AtomicReference<>(Slots.empty());
    private volatile long lastLook;
    private final List<Runnable> whenSwapped = new CopyOnWriteArrayList<>();
    private ScheduledFuture<?> polling;

    /**
     * Follows a registry, not yet looked at.
     *
     * @param grades where grades of churn begin while no population tells: what it was scored by counts for live scores too
     */
    public LiveState(Registry registry, ChurnGrade.Thresholds grades) {
        this.registry = registry;
        this.grades = grades;
        this.past = new PastModels(registry);
    }

    /** Looks at once, then again and again. */
    public LiveState start(Duration every) {
        // With nothing held: who closes it meanwhile waits for no registry.
        refresh();
        synchronized (this) {
            polling = poller.scheduleWithFixedDelay(
                    this::poll, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
        return this;
    }

    /** One more thing that is done, quickly, each time after what answers may have changed. */
    public void whenSwapped(Runnable task) {
        whenSwapped.add(task);
    }

    /** What answers now; a request takes it once. */
    public ServingState state() {
        return state;
    }

    /** What answered in the past. */
    public PastModels past() {
        return past;
    }

    /** Looks at the registry now, and swaps where something new may answer. */
    public void refresh() {
        lastLook = System.nanoTime();
        swap(now -> now.look(registry));
    }

    /** Swaps to what one journal says after a change that was just made, without reading any other. */
    public void follow(Standing changed) {
        swap(now -> now.look(registry, changed));
    }

    /** Looks and loads with nothing held, so that a change never waits for what the poll is loading. */
    private void swap(UnaryOperator<Slots> look) {
        boolean isSwapped = false;
        while (!isSwapped) {
            Slots before = slots.get();
            isSwapped = swap(before, look.apply(before));
        }
        whenSwapped.forEach(Runnable::run);
    }

    private synchronized boolean swap(Slots before, Slots seen) {
        if (!slots.compareAndSet(before, seen)) {
            return false;
        }
        ServingState next = assemble(seen);
        SwapNews news = SwapNews.of(state, next);
        news.problems().forEach(LOG::warn);
        news.changes().forEach(LOG::info);
        state = next.isSameAs(state) ? sameAnswers(before, seen) : next;
        return true;
    }

    /**
     * The state where the same answers as before. What is refused is looked at every half minute, and what was made of
     * this state is not to be made again each time; but a journal that goes on may forbid a version that was opened
     * beside it.
     */
    private ServingState sameAnswers(Slots before, Slots seen) {
        return seen.hasJournalsOf(before) ? state : state.renewed();
    }

    /** Loads former champions, and makes the explainers, after what answers: a start does not wait for them. */
    void standBy() {
        Slots before = slots.get();
        slots.compareAndSet(before, before.standBy(registry));
        state.makeExplainers();
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
            if (isRetryDue || slots.get().isStale(registry)) {
                refresh();
            }
            standBy();
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
        if (!misfits.isEmpty() && state.isReady() && seen.allow(state.models())) {
            return state.refusing(refusals, seen);
        }
        refusals.addAll(seen.misfitChallengers());
        Slots fitting = seen.fitting();
        Optional<ServedPopulation> population =
                fitting.population().loaded().map(loaded -> new ServedPopulation(loaded.id(), loaded.content()));
        ChurnGrade.Thresholds counting =
                population.map(served -> served.population().header().grades()).orElse(grades);
        Optional<Answering> champion = fitting.churn()
                .answering()
                .map(churn -> answering(
                        churn, fitting.ltv().answering(), fitting.trend().answering(), counting));
        Optional<Answering> challenger = champion.filter(any -> fitting.isTrying())
                .map(any -> answering(
                        fitting.churn().tried().orElseThrow(),
                        fitting.ltv().tried(),
                        fitting.trend().tried(),
                        counting));
        return new ServingState(
                champion, challenger, Arm.CHAMPION, population, refusals, unready(seen, champion.isPresent(), misfits));
    }

    private static Answering answering(
            LoadedModel churn, Optional<LoadedModel> ltv, Optional<LoadedModel> trend, ChurnGrade.Thresholds grades) {
        return Answering.of(new Scorer(churn, ltv, trend, grades));
    }

    private static Optional<Unready> unready(Slots seen, boolean isScoring, List<Refusal> misfits) {
        return seen.unanswered()
                .or(() -> misfits.stream().findFirst())
                .map(Unready::of)
                .or(() -> isScoring ? Optional.empty() : Optional.of(Unready.UNPROMOTED));
    }
}
