package io.perennial.http.survey;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.http.api.Patience;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The survey of the population that answers: counted once, in the background, from the moment the server is ready or a
 * request first needs it. Safe for many threads.
 */
public final class Surveys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Surveys.class);

    /** After a count that failed: half a minute, twice as long after each further one, at most about an hour. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int MOST_DOUBLINGS = 7;

    /**
     * What is made of a population.
     *
     * @param failures how many tries of our own failed before
     */
    private record Making(ModelId id, int failures, AtomicInteger progress, CompletableFuture<Survey> survey) {

        boolean isOf(ServedPopulation served) {
            return id.equals(served.id());
        }

        boolean hasFailed() {
            return survey.isCompletedExceptionally();
        }
    }

    private final LiveState live;
    private final Registry registry;
    private final Traffic traffic;
    private final Duration pause;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "survey");
        thread.setDaemon(true);
        return thread;
    });
    private final ListChanges listChanges;
    private volatile Consumer<Survey> listener = counted -> {};
    private Making making;

    /** Surveys of what answers. */
    public Surveys(LiveState live, Registry registry, Traffic traffic) {
        this(live, registry, traffic, PAUSE);
    }

    /**
     * Surveys of what answers.
     *
     * @param pause after the first count that fails
     */
    Surveys(LiveState live, Registry registry, Traffic traffic, Duration pause) {
        this.pause = pause;
        this.live = live;
        this.registry = registry;
        this.traffic = traffic;
        this.listChanges = new ListChanges(registry, live.past());
    }

    /** What changed in lists of such surveys. */
    public ListChanges listChanges() {
        return listChanges;
    }

    /** Who is told of each population that was counted. */
    public void whenCounted(Consumer<Survey> listener) {
        this.listener = listener;
    }

    /** Begins to count the population that answers, where there is one and that was not begun before. */
    public synchronized Surveys begin() {
        live.state()
                .population()
                .filter(served -> making == null || !making.isOf(served))
                .ifPresent(served -> start(served, 0));
        return this;
    }

    /** What was counted of the population that was asked about last; empty while it is being counted, or can't be. */
    public synchronized Optional<Survey> counted() {
        return Optional.ofNullable(making)
                .filter(made -> made.survey().isDone() && !made.hasFailed())
                .map(made -> made.survey().join());
    }

    /** The survey of a population; empty while it is being counted. */
    public Optional<Survey> find(ServedPopulation served) {
        return Patience.OF_PAGES.await(making(served).survey());
    }

    /** The survey of a population, or the problem that it is still being counted. */
    public Survey require(ServedPopulation served) {
        return find(served)
                .orElseThrow(() -> beingCounted(
                        progress(served), served.population().header().users()));
    }

    private static Problem beingCounted(int counted, int users) {
        return Problem.of(
                        Kind.NOT_READY,
                        "everybody is being counted (" + counted + " of " + users + " users); try again in a moment")
                .with("Retry-After", "2")
                .said(
                        "Everybody is being counted: " + counted + " of " + users + " users so far.",
                        "正在统计全体用户：已完成 " + counted + " 名，共 " + users + " 名。");
    }

    private synchronized int progress(ServedPopulation served) {
        return making(served).progress().get();
    }

    /** What is being made of the population that answers; one that answered before is not counted in its place again. */
    private synchronized Making making(ServedPopulation served) {
        boolean isBegun = making != null && making.isOf(served);
        if (isBegun && !making.hasFailed()) {
            return making;
        }
        if (live.state()
                .population()
                .filter(now -> now.id().equals(served.id()))
                .isEmpty()) {
            throw Problem.of(Kind.NOT_READY, "another population answers since a moment ago; ask again")
                    .with("Retry-After", "1")
                    .said("Another population answers since a moment ago.", "刚刚换用了另一批全量包。");
        }
        return start(served, isBegun ? making.failures() : 0);
    }

    private synchronized Making start(ServedPopulation served, int failures) {
        AtomicInteger progress = new AtomicInteger();
        making = new Making(
                served.id(),
                failures,
                progress,
                CompletableFuture.supplyAsync(() -> tried(served, failures, progress), worker));
        return making;
    }

    private Survey tried(ServedPopulation served, int failures, AtomicInteger progress) {
        try {
            return count(served, progress);
        } catch (RuntimeException | Error e) { // whatever it was, nobody may ask again for a long time
            tryAgainLater(served, failures, e);
            throw e;
        }
    }

    private void tryAgainLater(ServedPopulation served, int failures, Throwable why) {
        if (worker.isShutdown()) {
            return;
        }
        Duration next = pause.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        LOG.warn(
                "the users of {} can't be counted, so no alarm about them can ring; it is tried again in {} s",
                served.id().named(),
                next.toSeconds(),
                why);
        CompletableFuture.delayedExecutor(next.toMillis(), TimeUnit.MILLISECONDS, worker)
                .execute(() -> tryAgain(served, failures));
    }

    /** Begins anew, unless another try did meanwhile: those that people asked for are not followed by one more each. */
    private synchronized void tryAgain(ServedPopulation failed, int failures) {
        boolean isDue = making.isOf(failed) && making.hasFailed() && making.failures() == failures;
        live.state()
                .population()
                .filter(served -> isDue && making.isOf(served))
                .ifPresent(served -> start(served, failures + 1));
    }

    private Survey count(ServedPopulation served, AtomicInteger progress) {
        long started = System.nanoTime();
        Survey survey = new SurveyCount(served, traffic, progress).count(earlier(served));
        LOG.info(
                "counted {} users of {} in {} ms",
                survey.roll().size(),
                served.id().named(),
                (System.nanoTime() - started) / 1_000_000);
        listener.accept(survey);
        return survey;
    }

    /**
     * Earlier populations of the same log, the latest first, back to the first whose outcomes are known by now: loaded every
     * night, it lies as many versions back as a window has days. One whose header can't be read any more is left out.
     */
    private List<Earlier> earlier(ServedPopulation served) {
        Standing standing = registry.standing(PopulationBundle.NAME);
        PopulationHeader now = served.population().header();
        OutcomeWindow window = FeatureSchema.parse(now.schema()).window();
        // By their days and not by their numbers: one of long ago may have been loaded after those of last week.
        List<Earlier> all = standing.versions().stream()
                .filter(version -> version < served.id().version())
                .filter(standing::mayAnswer)
                .flatMap(version -> header(standing, version).stream())
                .filter(other -> other.isBefore(now))
                .sorted(Comparator.comparing((Earlier other) -> other.header().asOf())
                        .reversed())
                .toList();
        int open = (int) all.stream()
                .takeWhile(other ->
                        !window.isClosed(other.asOf(), served.population().asOf()))
                .count();
        return all.subList(0, Math.min(all.size(), open + 1));
    }

    private Optional<Earlier> header(Standing standing, int version) {
        try {
            return Optional.of(Earlier.of(registry.open(standing, version)));
        } catch (RegistryException e) {
            LOG.warn("{} {} is not compared with: {}", standing.name(), version, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        listChanges.close();
    }
}
