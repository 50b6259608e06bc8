package io.perennial.scoring.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
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
        refused(Kind.CONFLICT, changes -> changes.expecting(Expected.subject(3)).rollback(""));
        refused(Kind.CONFLICT, changes -> changes.expecting(Expected.subject(0)).rollback(""));
        refused(Kind.CONFLICT, changes -> changes.expecting(Expected.subject(2)).dismiss(""));
        refused(Kind.CONFLICT, changes -> KillSwitch.kill(changes.expecting(Expected.subject(0)), ""));
        refused(Kind.CONFLICT, changes -> KillSwitch.kill(changes.expecting(Expected.champion(1)), ""));
        refused(Kind.CONFLICT, changes -> changes.expecting(Expected.champion(0))
                .promote(3, ""));
        Function<Integer, Changes> about = version -> changes().expecting(Expected.subject(version));
        assertEquals(OptionalInt.of(1), about.apply(1).rollback("").champion());
        assertEquals(OptionalInt.empty(), about.apply(3).dismiss("").challenger());
        assertEquals(OptionalInt.empty(), KillSwitch.kill(about.apply(0), "").champion());
        assertEquals(
                OptionalInt.of(3),
                changes().expecting(Expected.champion(0)).promote(3, "").champion());
    }

    @Test
    void nobody_is_neither_dismissed_nor_brought_back() {
        registry.promote("churn", 1, "");
        refused(Kind.REFUSED, changes -> changes.expecting(Expected.subject(0)).dismiss(""));
        refused(Kind.REFUSED, changes -> changes.expecting(Expected.subject(0)).rollback(""));
    }

    @Test
    void what_was_expected_is_compared_with_what_is_there_when_it_is_written() {
        registry.promote("churn", 1, "");
        registry.promote("churn", 2, "");
        registry.challenge("churn", 1, "");
        Changes begun = changes();
        registry.challenge("churn", 3, "somebody was faster");
        int entries = registry.standing("churn").head();
        assertEquals(
                Kind.CONFLICT,
                assertThrows(RegistryException.class, () -> begun.expecting(Expected.subject(1))
                                .dismiss(""))
                        .kind());
        registry.promote("churn", 3, "somebody was faster again");
        assertThrows(RegistryException.class, () -> begun.expecting(Expected.champion(2))
                .retire(1, ""));
        assertEquals(entries + 1, registry.standing("churn").head());
    }

    @Test
    void a_rollback_to_a_damaged_version_is_refused_shown_or_made_and_the_champion_stays() throws IOException {
        registry.promote("churn", 1, "");
        registry.promote("churn", 2, "");
        registry.promote("churn", 3, "");
        for (String file : List.of("model.bin", "manifest.json")) {
            Files.writeString(root.resolve("churn/versions/2/" + file), "rotten");
            refused(Kind.DAMAGED, changes -> changes.rehearsed().rollback(""));
            refused(Kind.DAMAGED, changes -> changes.rollback(""));
        }
        String told = assertThrows(RegistryException.class, () -> registry.rollback("churn", ""))
                .getMessage();
        assertTrue(told.startsWith("churn 3 stays champion, for churn 2 before it is damaged: "), told);
        assertTrue(told.contains("; or kill: the newest before it that is whole answers"), told);
        assertEquals(OptionalInt.of(3), registry.champion("churn"));
        assertEquals(OptionalInt.of(1), KillSwitch.kill(changes(), "").champion());
    }

    @Test
    void a_kill_is_refused_where_its_successor_was_retired_before_it_was_written() {
        registry.promote("churn", 1, "");
        registry.promote("churn", 2, "");
        Changes begun = changes();
        registry.retire("churn", 1, "leaks");
        for (Expected expected : List.of(Expected.ANYTHING, Expected.subject(1))) {
            assertEquals(
                    Kind.CONFLICT,
                    assertThrows(RegistryException.class, () -> KillSwitch.kill(begun.expecting(expected), ""))
                            .kind());
        }
        assertEquals(OptionalInt.of(2), registry.champion("churn"));
    }

    @Test
    void a_kill_falls_back_to_the_newest_rule_of_the_same_schema_and_never_to_what_was_killed() {
        int same = registry.publish(Drafts.standIn("churn", "ltv_path", "ab".repeat(32)));
        int newer = registry.publish(Drafts.standIn("churn", "ltv_path", "ab".repeat(32)));
        int other = registry.publish(Drafts.standIn("churn", "naive:hiatus", "cd".repeat(32)));
        registry.promote("churn", 1, "");
        assertEquals(OptionalInt.of(newer), KillSwitch.kill(changes(), "").champion());
        assertEquals(OptionalInt.of(same), KillSwitch.kill(changes(), "").champion());
        assertEquals(OptionalInt.of(other), KillSwitch.kill(changes(), "").champion());
        assertEquals(OptionalInt.empty(), KillSwitch.kill(changes(), "").champion());
    }

    @Test
    void a_kill_puts_no_rule_over_what_somebody_promoted_meanwhile() {
        registry.publish(Drafts.standIn("churn", "naive:hiatus", "ab".repeat(32)));
        registry.promote("churn", 1, "");
        Changes.Journaling interrupted = (seen, decide) -> {
            Standing after = registry.append(seen, decide);
            registry.promote("churn", 3, "somebody was faster");
            return after;
        };
        Standing killed =
                KillSwitch.kill(new Changes(registry, interrupted, changes().seen(), Expected.ANYTHING), "prices");
        assertEquals(OptionalInt.of(3), registry.champion("churn"));
        assertEquals(OptionalInt.of(3), killed.champion());
    }

    /** A kill whose process ends when it has taken the champion away. */
    private void killAndDie(String why) {
        Changes.Journaling dying = (seen, decide) -> {
            registry.append(seen, decide);
            throw new IllegalStateException("kill -9");
        };
        Changes begun = new Changes(registry, dying, changes().seen(), Expected.ANYTHING);
        assertThrows(IllegalStateException.class, () -> KillSwitch.kill(begun, why));
        assertEquals(OptionalInt.empty(), registry.champion("churn"));
    }

    @Test
    void a_kill_that_died_before_its_stand_in_was_champion_is_finished_by_another_and_stands() {
        int rule = registry.publish(Drafts.standIn("churn", "naive:hiatus", "ab".repeat(32)));
        registry.promote("churn", 1, "");
        killAndDie("prices");
        refused(Kind.CONFLICT, changes -> KillSwitch.kill(changes.expecting(Expected.champion(1)), "prices"));
        refused(Kind.CONFLICT, changes -> KillSwitch.kill(changes.expecting(Expected.subject(3)), "prices"));
        registry.publish(Drafts.small("churn", "the training of that night"));
        assertEquals(
                OptionalInt.of(rule),
                KillSwitch.kill(changes().rehearsed(), "again").champion());
        Standing finished = KillSwitch.kill(changes(), "again");
        assertEquals(OptionalInt.of(rule), finished.champion());
        assertEquals(
                "killed: prices", finished.entries().get(finished.head() - 1).why());
        assertEquals(1, finished.steppedBack().orElseThrow().version(), "a training would promote over it");
        assertEquals(finished.head(), registry.standing("churn").head());
    }

    @Test
    void a_kill_has_nothing_to_finish_where_it_left_nobody_or_somebody_withdrew_the_champion() {
        registry.promote("churn", 1, "");
        KillSwitch.kill(changes(), "");
        refused(Kind.REFUSED, changes -> KillSwitch.kill(changes, ""));
        int rule = registry.publish(Drafts.standIn("churn", "naive:hiatus", "ab".repeat(32)));
        refused(Kind.REFUSED, changes -> KillSwitch.kill(changes, "to be sure"));
        assertFalse(KillSwitch.isOf(changes()), "the rule is of the training after, not of that kill");
        registry.promote("churn", rule, "");
        registry.withdraw("churn", "no purchases any more");
        refused(Kind.REFUSED, changes -> KillSwitch.kill(changes, ""));
    }

    @Test
    void stepping_back_stands_until_something_newer_is_promoted() {
        Function<Standing, String> steppedBack = standing -> standing.steppedBack()
                .map(entry -> entry.action() + " " + entry.version())
                .orElse("");
        int rule = registry.publish(Drafts.standIn("churn", "naive:hiatus", "ab".repeat(32)));
        registry.promote("churn", 1, "");
        registry.promote("churn", 2, "");
        assertEquals("", steppedBack.apply(registry.standing("churn")));
        assertEquals("ROLLED_BACK 1", steppedBack.apply(changes().rollback("")));
        assertEquals("", steppedBack.apply(changes().promote(3, "")));
        assertEquals("PROMOTED 2", steppedBack.apply(changes().promote(2, "back-test of March")));
        assertEquals("", steppedBack.apply(changes().promote(3, "")));
        registry.retire("churn", 1, "");
        registry.retire("churn", 2, "");
        Standing killed = KillSwitch.kill(changes(), "prices");
        assertEquals(OptionalInt.of(rule), killed.champion());
        assertEquals("WITHDRAWN 3", steppedBack.apply(killed));
        assertEquals("", steppedBack.apply(changes().promote(3, "killed by mistake")));
        assertEquals("", steppedBack.apply(changes().withdraw("the latest training has none")));
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
                assertThrows(RegistryException.class, () -> begun.expecting(Expected.subject(2))
                                .rollback(""))
                        .kind());
        assertEquals(OptionalInt.of(1), begun.rollback("").champion());
    }
}
