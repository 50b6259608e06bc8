package io.perennial.http.routes;

import io.perennial.http.api.Problem;
import io.perennial.scoring.score.IncoherentScoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that are withheld because their numbers can't be: a model, or this build, is broken. Each is counted, and one a
 * minute is said in the log, without the user. For any number of threads.
 */
final class WithheldAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(WithheldAnswers.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final Metrics metrics;
    private final AtomicLong saidNext = new AtomicLong(System.nanoTime());

    WithheldAnswers(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Tells of a score that is withheld; gives the problem that is answered in its place. */
    Problem score(IncoherentScoreException breach) {
        tell("score", breach.getMessage());
        return Problem.of(Problem.Kind.WITHHELD, breach.getMessage());
    }

    /** Tells of an explanation, where that is what a problem stands for; gives the problem. */
    Problem explanation(Problem problem) {
        if (problem.kind() == Problem.Kind.WITHHELD) {
            explanation();
        }
        return problem;
    }

    /** Tells of an explanation that is withheld. */
    void explanation() {
        tell("explanation", "an explanation is withheld: its parts miss the number they explain");
    }

    private void tell(String kind, String why) {
        metrics.withheld(kind);
        long now = System.nanoTime();
        long next = saidNext.get();
        if (now - next >= 0 && saidNext.compareAndSet(next, now + QUIET)) {
            LOG.warn("{}; perennial_withheld_total counts such answers", why);
        }
    }
}
