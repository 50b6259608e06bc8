package io.perennial.http.survey;

import io.perennial.http.api.Patience;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.registry.Registry;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What changed in lists: counted in the background when somebody asks, one list after the other, a few kept. A list is
 * its users, so whoever asks for the same users by another address, or in another order, waits for the same count, and
 * an erasure makes another list of it. Safe for many threads.
 */
public final class ListChanges implements AutoCloseable {

    private static final int KEPT = 8;
    private static final int WAITING = 4;

    private record Chosen(ModelId population, BitSet users) {}

    private record Counting(int users, AtomicInteger progress, CompletableFuture<ListChange> change) {}

    private final Counter counter;
    private final Patience patience;
    private final ThreadPoolExecutor worker;
    private final Map<Chosen, Counting> kept = new LinkedHashMap<>(2 * KEPT, 0.75f, true);

    /** Counts what changed among users since a version of the population; progress is how many were counted. */
    @FunctionalInterface
    interface Counter {
        ListChange count(ServedPopulation served, ModelId since, BitSet users, AtomicInteger progress);
    }

    ListChanges(Registry registry, PastModels past) {
        this(
                (served, since, users, progress) -> new ListChangeCount(
                                Earlier.of(registry.open(since.name(), since.version()))
                                        .open(),
                                served,
                                users,
                                past,
                                ListChangeCount.MOST_SPLIT)
                        .count(progress),
                Patience.OF_PAGES);
    }

    ListChanges(Counter counter, Patience patience) {
        this.counter = counter;
        this.patience = patience;
        this.worker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
            Thread thread = new Thread(task, "list-change");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What changed in a list of a survey; empty where there is no population before to compare with.
     *
     * @throws Problem where it is still being counted, or has to wait for others
     */
    public Optional<ListChange> require(Survey survey, Selection selection) {
        return survey.change().map(change -> require(survey.served(), change.since(), selection.members()));
    }

    private ListChange require(ServedPopulation served, ModelId since, BitSet users) {
        Chosen chosen = new Chosen(served.id(), users);
        Counting counting = counting(chosen, served, since);
        return patience.await(counting.change())
                .orElseThrow(() -> beingCompared(counting.progress().get(), counting.users()));
    }

    private static Problem beingCompared(int compared, int users) {
        return later(
                "this list is being compared with the population before (" + compared + " of " + users + " users)",
                "This list is being compared with the population before: " + compared + " of " + users
                        + " users so far.",
                "正在将该名单与上一批全量包对比：已完成 " + compared + " 名，共 " + users + " 名。");
    }

    private static Problem later(String why, String en, String zh) {
        return Problem.of(Kind.NOT_READY, why + "; try again in a moment")
                .with("Retry-After", "2")
                .said(en, zh);
    }

    private synchronized Counting counting(Chosen chosen, ServedPopulation served, ModelId since) {
        Counting known = kept.get(chosen);
        if (known != null && !known.change().isCompletedExceptionally()) {
            return known;
        }
        BitSet users = chosen.users();
        AtomicInteger progress = new AtomicInteger();
        try {
            CompletableFuture<ListChange> change =
                    CompletableFuture.supplyAsync(() -> counter.count(served, since, users, progress), worker);
            Counting counting = new Counting(users.cardinality(), progress, change);
            kept.put(chosen, counting);
            forgetEldest();
            return counting;
        } catch (RejectedExecutionException e) {
            throw later(
                    "other lists are being compared with the population before",
                    "Other lists are being compared with the population before.",
                    "正在将其他名单与上一批全量包对比。");
        }
    }

    private void forgetEldest() {
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
