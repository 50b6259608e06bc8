package io.perennial.http.traffic;

import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ModelCalls.AskedAs;
import io.perennial.http.live.ModelCalls.Call;
import io.perennial.http.live.ModelCalls.Verb;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets challengers score what the champions answered, where nobody waits for it: one thread, a short queue, and what does
 * not fit is dropped and counted. Nothing it says is ever sent to anybody.
 */
final class Shadow implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
    private static final int WAITING = 1_024;

    private record Task(Scorer challenger, UserRow row, Score champion) {}

    private final ModelCalls calls;
    private final BlockingQueue<Task> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread = new Thread(this::run, "shadow");
    private Comparison comparison = Comparison.none(List.of());

    Shadow(ModelCalls calls) {
        this.calls = calls;
    }

    Shadow start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** The champion gave a score; the challenger may give its own. */
    void answered(Scorer challenger, UserRow row, Score champion) {
        if (!waiting.offer(new Task(challenger, row, champion))) {
            change(challenger, Comparison::andDropped);
        }
    }

    /** What was found of the challengers tried last. */
    synchronized Comparison comparison() {
        return comparison;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                compare(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(Task task) {
        try {
            Call call = new Call(task.challenger(), AskedAs.SHADOW, Verb.SCORE);
            Score score = calls.counted(call, () -> score(call, task));
            if (score.churn().isPresent() && task.champion().churn().isPresent()) {
                change(task.challenger(), found -> found.and(task.champion(), score));
            }
        } catch (IncoherentScoreException e) {
            change(task.challenger(), Comparison::andWithheld);
        } catch (RuntimeException e) {
            // The trial of one version must not end that of the next.
            LOG.error("a challenger could not score", e);
            change(task.challenger(), Comparison::andWithheld);
        }
    }

    private Score score(Call call, Task task) {
        Score score = task.challenger().score(task.row());
        calls.scored(call, 1);
        return score;
    }

    @FunctionalInterface
    private interface Change {
        Comparison of(Comparison found);
    }

    private synchronized void change(Scorer challenger, Change change) {
        List<String> tried = Traffic.ids(challenger);
        Comparison begun = comparison.tried().equals(tried) ? comparison : Comparison.none(tried);
        comparison = change.of(begun);
    }
}
