package io.perennial.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.command.Release;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.VersionState;
import io.perennial.training.data.TrainingSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the versions of a training: what was asked for, and what a person decided before. */
final class ReleaseTest {

    @TempDir
    Path folder;

    private final TrainingSet set = Company.shop(40, 220, 60).set();
    private Registry registry;

    @BeforeEach
    void open() {
        registry = Registry.at(folder);
    }

    private EvaluationFile train(long seed) {
        return train(seed, Optional.empty());
    }

    private EvaluationFile train(long seed, Optional<Release> asked) {
        return new TrainingRun(set, registry, seed, what -> {}).run(asked);
    }

    @Test
    void what_a_person_went_back_to_is_not_promoted_over_unless_asked_and_the_run_says_so() {
        assertEquals("", train(1).held());
        assertEquals("champion", train(2).release());
        int second = registry.champion("churn").orElseThrow();
        registry.as("ann").rollback("churn", "complaints");
        List<Integer> before = champions();
        EvaluationFile held = train(3);
        assertEquals("published", held.release());
        assertTrue(held.held().contains("churn 1 was brought back by ann"), held.held());
        assertTrue(held.held().contains("complaints"), held.held());
        assertEquals(before, champions(), "nor the models that rest on it");
        assertTrue(held.churn().version() > second);
        registry.promote("churn", held.churn().version(), "looked at");
        KillSwitch.kill(registry.as("bob").changes("churn"), "prices");
        assertTrue(train(4).held().contains("bob"));
        EvaluationFile told = train(5, Optional.of(Release.CHAMPION));
        assertEquals(told.churn().version(), registry.champion("churn").orElseThrow());
        assertEquals("champion", train(6).release(), "what was asked for once ends it");
    }

    private List<Integer> champions() {
        return Stream.of("churn", "ltv", "trend")
                .map(name -> registry.champion(name).orElseThrow())
                .toList();
    }

    @Test
    void a_training_may_publish_a_challenger_or_nothing_but_a_version() {
        train(1);
        List<Integer> before = champions();
        EvaluationFile tried = train(2, Optional.of(Release.CHALLENGER));
        assertEquals(before, champions());
        assertEquals(
                tried.churn().version(), registry.standing("churn").challenger().orElseThrow());
        assertEquals(
                tried.ltv().version(), registry.standing("ltv").challenger().orElseThrow());
        EvaluationFile kept = train(3, Optional.of(Release.PUBLISHED));
        assertEquals(before, champions());
        assertEquals(
                VersionState.PUBLISHED,
                registry.standing("churn").state(kept.churn().version()));
        assertEquals(
                VersionState.PUBLISHED,
                registry.standing("churn").state(kept.standIns().get("churn")));
    }
}
