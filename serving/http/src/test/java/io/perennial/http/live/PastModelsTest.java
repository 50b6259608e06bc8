package io.perennial.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Scorer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastModelsTest {

    private static final ChurnGrade.Thresholds GRADES = ChurnGrade.Thresholds.defaults();

    @TempDir
    Path root;

    private Registry registry;
    private PastModels past;

    @BeforeEach
    void publish() {
        registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        past = new PastModels(registry);
    }

    private Optional<Scorer> at(Instant instant, LoadedModel... known) {
        return past.at(instant, List.of(known), GRADES);
    }

    @Test
    void what_was_champion_just_now_is_looked_up_again() {
        Instant soon = Instant.now().plusSeconds(60);
        assertEquals(1, at(soon).orElseThrow().churn().id().version());
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
        assertEquals(2, at(soon).orElseThrow().churn().id().version());
    }

    @Test
    void what_was_champion_long_ago_is_looked_up_once() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
        Registry old = Registry.at(root.resolve("old"), longAgo, "somebody");
        Instant before = longAgo.instant().minusSeconds(60);
        TinyCompany.publishModels(old);
        Instant after = Instant.now().minus(Duration.ofDays(1));
        PastModels past = new PastModels(old);
        Scorer then = past.at(after, List.of(), GRADES).orElseThrow();
        assertSame(then, past.at(after, List.of(), GRADES).orElseThrow());
        assertTrue(past.at(before, List.of(), GRADES).isEmpty(), "nothing was published yet");
        LoadedModel open = ModelLoader.load(old.open(old.standing("churn"), 1));
        Scorer beside = past.at(after, List.of(open), GRADES).orElseThrow();
        assertSame(open, beside.churn(), "what is open by now is not opened again");
    }
}
