package io.perennial.scoring.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody wants changed is tried without being done, and done only where it is what they meant. */
class ChangesTest {

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void publish() {
        registry = Registry.at(root);
        for (int version = 1; version <= 3; version++) {
            registry.publish(Drafts.small("churn", "model " + version));
        }
    }

    private Changes changes() {
        return registry.changes("churn");
    }

    private void refused(Kind kind, Function<Changes, Standing> change) {
        int entries = registry.standing("churn").head();
        assertEquals(
                kind,
                assertThrows(RegistryException.class, () -> change.apply(changes()))
                        .kind());
        assertEquals(entries, registry.standing("churn").head());
    }

    @Test
    void what_is_rehearsed_comes_out_as_it_would_and_is_not_done() {
        registry.promote("churn", 1, "");
        registry.promote("churn", 2, "");
        registry.challenge("churn", 3, "");
        List<Function<Changes, Standing>> all = List.of(
                changes -> changes.dismiss(""),
                changes -> changes.promote(3, ""),
                changes -> changes.rollback(""),
                changes -> KillSwitch.kill(changes, ""),
                changes -> changes.challenge(2, ""));
        for (Function<Changes, Standing> change : all) {
            Standing before = registry.standing("churn");
            Standing rehearsed = change.apply(changes().rehearsed());
            assertEquals(before.headHash(), registry.standing("churn").headHash());
            Standing made = change.apply(changes());
            assertEquals(made.champion(), rehearsed.champion());
            assertEquals(made.challenger(), rehearsed.challenger());
            assertEquals(made.head(), rehearsed.head());
        }
        refused(Kind.REFUSED, changes -> changes.rehearsed().challenge(1, ""));
    }

    @Test
    void a_change_that_means_another_version_is_refused() {
        registry.promote("churn", 1, "");
        registry.promote("churn", 2, "");
        registry.challenge("churn", 3, "");
        refused(Kind.CONFLICT, changes -> changes.rollback(3, ""));
        refused(Kind.CONFLICT, changes -> changes.rollback(0, ""));
        refused(Kind.CONFLICT, changes -> changes.dismiss(2, ""));
        refused(Kind.CONFLICT, changes -> KillSwitch.kill(changes, 0, ""));
        refused(Kind.CONFLICT, changes -> changes.expecting(0).promote(3, ""));
        assertEquals(OptionalInt.of(1), changes().rollback(1, "").champion());
        assertEquals(OptionalInt.empty(), changes().dismiss(3, "").challenger());
        assertEquals(OptionalInt.empty(), KillSwitch.kill(changes(), 0, "").champion());
        assertEquals(OptionalInt.of(3), changes().expecting(0).promote(3, "").champion());
    }

    @Test
    void nobody_is_neither_dismissed_nor_brought_back() {
        registry.promote("churn", 1, "");
        refused(Kind.REFUSED, changes -> changes.dismiss(0, ""));
        refused(Kind.REFUSED, changes -> changes.rollback(0, ""));
    }

    @Test
    void what_was_decided_on_a_standing_that_is_gone_is_decided_again() {
        for (int version = 1; version <= 3; version++) {
            registry.promote("churn", version, "");
        }
        Changes begun = changes();
        registry.retire("churn", 2, "leaks");
        assertEquals(
                Kind.CONFLICT,
                assertThrows(RegistryException.class, () -> begun.rollback(2, ""))
                        .kind());
        assertEquals(OptionalInt.of(1), begun.rollback("").champion());
    }
}
