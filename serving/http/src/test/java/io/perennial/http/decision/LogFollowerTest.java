package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows the log is told of every score in it, and holds no answer up. */
class LogFollowerTest {

    private static final int SCORES = 500;

    @TempDir
    Path root;

    /** Keeps what it is told once it may go on. */
    private static final class Held implements LogFollower {
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final List<String> told = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void wrote(List<LoggedScore> scores) {
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            scores.forEach(score -> told.add(score.decision().predictionId()));
        }

        @Override
        public void ended() {
            ended.countDown();
        }
    }

    private static Subject eligible(String user, SplittableRandom random) {
        double[] features = LoggedCompany.subject(user, random).row().features().clone();
        features[FeatureCatalogue.index("silence_days")] = 10;
        return Subject.of(user, TinyCompany.AS_OF, features, null, TinyCompany.SCHEMA, "request.features");
    }

    @Test
    void answers_are_given_while_it_is_held_up_and_it_is_told_of_all_of_them_later() throws Exception {
        LoggedCompany company = new LoggedCompany(root);
        Held held = new Held();
        List<String> given = new ArrayList<>();
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            log.follow(held);
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < SCORES; i++) {
                given.add(company.score(log, eligible("user " + i, random)));
            }
            assertEquals(List.of(), held.told, "an answer waited for it");
            assertEquals(0, log.dropped());
            held.mayGoOn.countDown();
        }
        held.ended.await();
        assertEquals(given, held.told);
    }

    @Test
    void an_answer_that_is_given_again_is_told_once_and_an_ineligible_user_never() throws Exception {
        LoggedCompany company = new LoggedCompany(root);
        Held held = new Held();
        held.mayGoOn.countDown();
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            log.follow(held);
            Subject subject = eligible("one", new SplittableRandom(5));
            String id = company.score(log, subject);
            company.score(log, subject);
            double[] silent = subject.row().features().clone();
            silent[FeatureCatalogue.index("silence_days")] = 10_000;
            company.score(
                    log, Subject.of("other", TinyCompany.AS_OF, silent, null, TinyCompany.SCHEMA, "request.features"));
            log.settle();
            assertEquals(List.of(id), held.told);
        }
    }

    @Test
    void what_it_fails_at_costs_the_log_nothing() {
        LoggedCompany company = new LoggedCompany(root);
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            log.follow(new LogFollower() {
                @Override
                public void wrote(List<LoggedScore> scores) {
                    throw new IllegalStateException("broken");
                }

                @Override
                public void ended() {}
            });
            String id = company.score(log, eligible("one", new SplittableRandom(5)));
            assertEquals(1, log.ofPrediction(id, 10).size());
            assertEquals(0, log.dropped());
        }
    }
}
