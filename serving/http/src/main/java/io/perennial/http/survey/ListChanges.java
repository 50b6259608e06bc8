package io.perennial.http.survey;

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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What changed in lists: counted in the background when somebody asks, one list after the other, a few kept. A list is
 * its users, so whoever asks for the same users by another address, or in another order, waits for the same count, and
 * an erasure makes another list of it. Safe for many threads.
 */
public final class ListChanges implements AutoCloseable {

    /** Short lists are counted within it; of long ones a page says that they are being counted. */
    private static final long PATIENCE_MILLIS = 2_000;

    private static final int KEPT = 8;
    private static final int WAITING = 4;

    private record Chosen(ModelId population, BitSet users) {}

    private record Counting(int users, AtomicInteger progress, Future<ListChange> change) {}

    private final Counter counter;
    private final long patienceMillis;
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
                PATIENCE_MILLIS);
    }

    ListChanges(Counter counter, long patienceMillis) {
        this.counter = counter;
        this.patienceMillis = patienceMillis;
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
        try {
            return counting.change().get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw beingCompared(counting.progress().get(), counting.users());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw later("the server is stopping", "The server is stopping.", "服务正在停止。");
        } catch (ExecutionException e) {
            forget(chosen);
            throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e.getCause());
        }
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
        if (known != null) {
            return known;
        }
        AtomicInteger progress = new AtomicInteger();
        try {
            Future<ListChange> change = worker.submit(() -> counter.count(served, since, chosen.users(), progress));
            Counting counting = new Counting(chosen.users().cardinality(), progress, change);
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

    private synchronized void forget(Chosen chosen) {
        kept.remove(chosen);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
