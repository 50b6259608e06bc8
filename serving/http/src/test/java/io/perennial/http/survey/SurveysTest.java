package io.perennial.http.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Scorer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A count of everybody that fails does not turn alarms about them off for good. */
class SurveysTest {

    private static final int USERS = 30;

    @TempDir
    Path root;

    private final AtomicInteger counts = new AtomicInteger();
    private final Traffic traffic = Traffic.of(TrafficConfig.defaults(), ModelCalls.UNCOUNTED);
    private Registry registry;
    private LiveState live;

    @BeforeEach
    void load() {
        Scorer scorer = TinyCompany.served(root).requireScorer();
        registry = Registry.at(root);
        TinyCompany.publishPopulation(registry, scorer, root.resolve("bundle"), USERS);
        live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
        live.refresh();
    }

    @AfterEach
    void close() {
        live.close();
        traffic.close();
    }

    @Test
    void a_count_that_failed_is_made_again_without_being_asked() throws Exception {
        try (Surveys surveys = failing(2, Duration.ofMillis(20))) {
            surveys.begin();
            await(surveys, () -> {});
            assertEquals(3, counts.get());
        }
    }

    @Test
    void a_count_that_failed_is_not_made_again_each_time_what_answers_is_looked_at() throws Exception {
        try (Surveys surveys = failing(1, Duration.ofHours(1))) {
            surveys.begin();
            for (int looks = 0; looks < 20 || counts.get() == 0; looks++) {
                surveys.begin();
                Thread.sleep(10);
            }
            assertEquals(1, counts.get());
        }
    }

    @Test
    void a_count_that_failed_is_made_again_for_who_asks() throws Exception {
        try (Surveys surveys = failing(1, Duration.ofHours(1))) {
            surveys.begin();
            ServedPopulation served = live.state().population().orElseThrow();
            await(surveys, () -> {
                if (counts.get() > 0) {
                    surveys.find(served);
                }
            });
            assertEquals(2, counts.get());
        }
    }

    /** Surveys whose first counts fail. */
    private Surveys failing(int times, Duration pause) {
        Surveys surveys = new Surveys(live, registry, traffic, pause);
        surveys.whenCounted(survey -> {
            if (counts.incrementAndGet() <= times) {
                throw new IllegalStateException("count " + counts + " is cut off");
            }
        });
        return surveys;
    }

    private void await(Surveys surveys, Runnable asking) throws InterruptedException {
        Instant last = Instant.now().plusSeconds(30);
        while (surveys.counted().isEmpty()) {
            assertTrue(Instant.now().isBefore(last), "nobody is counted after " + counts + " tries");
            asking.run();
            Thread.sleep(10);
        }
    }
}
