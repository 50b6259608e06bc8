package io.perennial.scoring.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void open() {
        registry = at(NOON);
    }

    private Registry at(Instant now) {
        return Registry.at(root, Clock.fixed(now, ZoneOffset.UTC), "tester");
    }

    @Test
    void a_published_version_comes_back_byte_for_byte() {
        int version = registry.publish(Drafts.small("churn", "a model"));
        VersionFiles files = registry.open("churn", version);
        assertEquals(1, version);
        assertArrayEquals(Drafts.bytes("a model"), files.bytes("model.bin"));
        assertEquals(List.of("golden.jsonl", "manifest.json", "model.bin", "origin/model.pb"), files.files());
        assertEquals(Drafts.facts("churn"), files.manifest().facts());
        assertEquals(NOON, files.manifest().published());
        assertEquals(List.of(), registry.verify("churn"));
    }

    @Test
    void a_large_file_is_copied_and_hashed_as_written() throws IOException {
        Path source = Files.write(root.resolve("pages"), new byte[300_000]);
        registry.publish(Draft.of(Drafts.facts("population")).file("pages.bin", source));
        assertEquals(300_000, registry.open("population", 1).stamp("pages.bin").size());
        assertEquals(List.of(), registry.verify("population"));
    }

    @Test
    void a_challenger_is_one_until_it_is_dismissed_promoted_or_retired() {
        for (int i = 0; i < 3; i++) {
            registry.publish(Drafts.small("churn", "model " + i));
        }
        registry.promote("churn", 1, "");
        assertEquals(OptionalInt.empty(), registry.standing("churn").challenger());
        registry.challenge("churn", 2, "trial");
        registry.challenge("churn", 3, "another");
        assertEquals(OptionalInt.of(3), registry.standing("churn").challenger());
        assertEquals(OptionalInt.of(1), registry.champion("churn"));
        assertEquals(3, registry.dismiss("churn", "enough"));
        assertEquals(OptionalInt.empty(), registry.standing("churn").challenger());
        registry.challenge("churn", 2, "");
        registry.promote("churn", 2, "");
        assertEquals(OptionalInt.empty(), registry.standing("churn").challenger());
        registry.challenge("churn", 3, "");
        registry.retire("churn", 3, "");
        assertEquals(OptionalInt.empty(), registry.standing("churn").challenger());
        assertEquals(Kind.REFUSED, refusal(() -> registry.challenge("churn", 3, "")));
        assertEquals(Kind.REFUSED, refusal(() -> registry.challenge("churn", 2, "")));
        assertEquals(Kind.REFUSED, refusal(() -> registry.dismiss("churn", "")));
    }

    private static Kind refusal(Runnable change) {
        return assertThrows(RegistryException.class, change::run).kind();
    }

    @Test
    void nothing_is_champion_before_it_is_promoted() {
        registry.publish(Drafts.small("churn", "one"));
        assertEquals(OptionalInt.empty(), registry.champion("churn"));
        registry.promote("churn", 1, "first");
        assertEquals(OptionalInt.of(1), registry.champion("churn"));
    }

    @Test
    void the_past_champion_is_read_from_the_journal() {
        for (int version = 1; version <= 3; version++) {
            registry.publish(Drafts.small("churn", "model " + version));
            at(NOON.plus(Duration.ofDays(version))).promote("churn", version, "");
        }
        assertEquals(OptionalInt.empty(), registry.championAt("churn", NOON));
        assertEquals(OptionalInt.of(1), registry.championAt("churn", NOON.plus(Duration.ofHours(25))));
        assertEquals(OptionalInt.of(2), registry.championAt("churn", NOON.plus(Duration.ofHours(49))));
        assertEquals(OptionalInt.of(3), registry.championAt("churn", NOON.plus(Duration.ofDays(9))));
    }

    @Test
    void a_clock_that_runs_backwards_does_not_reorder_the_journal() {
        registry.publish(Drafts.small("churn", "one"));
        at(NOON.minus(Duration.ofDays(3))).promote("churn", 1, "");
        assertEquals(NOON, registry.standing("churn").entries().get(1).at());
    }

    @Test
    void each_rollback_goes_one_champion_further_back() {
        for (int version = 1; version <= 3; version++) {
            registry.publish(Drafts.small("churn", "model " + version));
            registry.promote("churn", version, "");
        }
        assertEquals(2, registry.rollback("churn", "worse"));
        assertEquals(1, registry.rollback("churn", "worse still"));
        RegistryException none = assertThrows(RegistryException.class, () -> registry.rollback("churn", ""));
        assertEquals(Kind.REFUSED, none.kind());
        registry.promote("churn", 3, "mended");
        assertEquals(1, registry.rollback("churn", "no"));
    }

    @Test
    void a_version_that_was_taken_back_does_not_come_back_by_another_rollback() {
        registry.publish(Drafts.small("churn", "one"));
        registry.publish(Drafts.small("churn", "two"));
        for (int version : new int[] {1, 2, 1}) {
            registry.promote("churn", version, "");
        }
        assertEquals(2, registry.rollback("churn", "1 is wrong"));
        assertTrue(registry.standing("churn").isTakenBack(1));
        assertTrue(registry.standing("churn").predecessor().isEmpty());
        registry.promote("churn", 1, "it was right after all");
        assertFalse(registry.standing("churn").isTakenBack(1));
    }

    @Test
    void a_version_is_in_one_state_whatever_was_done_to_it() {
        for (int version = 1; version <= 5; version++) {
            registry.publish(Drafts.small("churn", "model " + version));
        }
        registry.promote("churn", 1, "");
        registry.promote("churn", 2, "");
        registry.challenge("churn", 3, "");
        registry.retire("churn", 4, "");
        registry.rollback("churn", "2 is wrong");
        assertStates("champion", "taken_back", "challenger", "retired", "published");
        registry.challenge("churn", 2, "mended");
        assertStates("champion", "challenger", "published", "retired", "published");
        registry.promote("churn", 2, "");
        registry.challenge("churn", 1, "");
        registry.rollback("churn", "2 is still wrong");
        assertStates("champion", "taken_back", "published", "retired", "published");
    }

    private void assertStates(String... expected) {
        Standing standing = registry.standing("churn");
        assertEquals(
                List.of(expected),
                standing.versions().stream()
                        .map(version -> standing.state(version).id())
                        .toList());
    }

    @Test
    void racing_dismissals_leave_a_journal_that_can_be_read() throws InterruptedException {
        registry.publish(Drafts.small("churn", "one"));
        registry.challenge("churn", 1, "");
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    registry.dismiss("churn", "");
                } catch (RegistryException e) {
                    assertTrue(e.kind() == Kind.CONFLICT || e.kind() == Kind.REFUSED, e.toString());
                }
            });
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(3, registry.standing("churn").head());
    }

    @Test
    void a_withdrawn_model_has_no_champion_until_one_is_promoted() {
        registry.publish(Drafts.small("ltv", "model"));
        registry.withdraw("ltv", "nothing to withdraw");
        registry.promote("ltv", 1, "");
        at(NOON.plusSeconds(60)).withdraw("ltv", "no purchases any more");
        assertTrue(registry.champion("ltv").isEmpty());
        assertEquals(1, registry.championAt("ltv", NOON).orElseThrow());
        assertEquals(
                Kind.REFUSED,
                assertThrows(RegistryException.class, () -> registry.rollback("ltv", ""))
                        .kind());
        assertEquals(3, registry.standing("ltv").head());
        registry.promote("ltv", 1, "purchases again");
        assertEquals(1, registry.champion("ltv").orElseThrow());
    }

    @Test
    void a_retired_version_is_skipped_by_rollback_and_refused_by_promote() {
        for (int version = 1; version <= 3; version++) {
            registry.publish(Drafts.small("churn", "model " + version));
            registry.promote("churn", version, "");
        }
        registry.retire("churn", 2, "leaks");
        assertEquals(1, registry.rollback("churn", ""));
        assertEquals(
                Kind.REFUSED,
                assertThrows(RegistryException.class, () -> registry.promote("churn", 2, ""))
                        .kind());
        assertEquals(
                Kind.REFUSED,
                assertThrows(RegistryException.class, () -> registry.retire("churn", 1, ""))
                        .kind());
    }

    @Test
    void names_that_could_leave_the_registry_are_refused() {
        for (String name : List.of("", "..", "../x", "Churn", "a/b", "-a", "a".repeat(64), "a\u0000b", "..%2f", "ａ")) {
            RegistryException refused = assertThrows(RegistryException.class, () -> registry.champion(name), name);
            assertEquals(Kind.REFUSED, refused.kind());
        }
        for (String file : List.of("../x", "/etc/passwd", "a/b", "origin/../x", ".hidden", "manifest.json", "a..b")) {
            Draft draft = Draft.of(Drafts.facts("churn"));
            assertThrows(RegistryException.class, () -> draft.file(file, new byte[1]), file);
        }
    }

    @Test
    void an_unknown_version_is_named_with_those_there_are() {
        registry.publish(Drafts.small("churn", "one"));
        RegistryException unknown = assertThrows(RegistryException.class, () -> registry.open("churn", 7));
        assertEquals(Kind.UNKNOWN, unknown.kind());
        assertTrue(unknown.getMessage().contains("[1]"), unknown.getMessage());
    }

    @Test
    void a_damaged_file_is_refused_on_open_and_on_promote() throws IOException {
        registry.publish(Drafts.small("churn", "one"));
        Files.write(root.resolve("churn/versions/1/model.bin"), Drafts.bytes("two"));
        VersionFiles files = registry.open("churn", 1);
        assertEquals(
                Kind.DAMAGED,
                assertThrows(RegistryException.class, () -> files.bytes("model.bin"))
                        .kind());
        assertThrows(RegistryException.class, () -> registry.promote("churn", 1, ""));
        assertEquals(OptionalInt.empty(), registry.champion("churn"));
        assertEquals(1, registry.verify("churn").size());
    }

    @Test
    void what_a_killed_publish_leaves_is_no_version_and_is_collected_after_a_day() throws IOException {
        registry.publish(Drafts.small("churn", "one"));
        Path orphan = Files.createDirectories(root.resolve("churn/versions/2"));
        Files.write(orphan.resolve("model.bin"), new byte[3]);
        Path staged = Files.createDirectories(root.resolve("churn/staging/half"));
        assertEquals(List.of(1), registry.standing("churn").versions());
        assertEquals(3, registry.publish(Drafts.small("churn", "next")));
        assertEquals(List.of(), registry.collect("churn"));
        FileTime old = FileTime.from(NOON.minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(orphan, old);
        Files.setLastModifiedTime(staged, old);
        assertEquals(List.of(staged, orphan), registry.collect("churn"));
        assertFalse(Files.exists(orphan));
        assertEquals(List.of(), registry.verify("churn"));
    }

    @Test
    void a_deleted_version_is_retired_and_gone_and_nothing_is_wrong_with_that() throws IOException {
        registry.publish(Drafts.small("churn", "one"));
        registry.publish(Drafts.small("churn", "two"));
        registry.promote("churn", 2, "");
        registry.delete("churn", 1, "replaced");
        assertFalse(Files.exists(root.resolve("churn/versions/1")));
        assertEquals(List.of(), registry.verify("churn"));
        registry.delete("churn", 1, "again does nothing");
        RegistryException gone = assertThrows(RegistryException.class, () -> registry.open("churn", 1));
        assertEquals(Kind.UNKNOWN, gone.kind());
        assertTrue(gone.getMessage().contains("(replaced)"), gone.getMessage());
        assertThrows(RegistryException.class, () -> registry.promote("churn", 1, ""));
        assertThrows(RegistryException.class, () -> registry.delete("churn", 2, "it is champion"));
        assertTrue(Files.exists(root.resolve("churn/versions/2")));
        assertEquals(3, registry.publish(Drafts.small("churn", "three")), "numbers are not used again");
        Files.delete(root.resolve("churn/versions/3/model.bin"));
        assertEquals(1, registry.verify("churn").size(), "what is not retired must be there");
        registry.retire("churn", 3, "");
        assertEquals(1, registry.verify("churn").size(), "a retired version is whole or gone");
    }

    @Test
    void models_are_listed_by_name() throws IOException {
        registry.publish(Drafts.small("ltv", "one"));
        registry.publish(Drafts.small("churn", "one"));
        Files.createDirectories(root.resolve("Not A Model/journal"));
        assertEquals(List.of("churn", "ltv"), registry.names());
    }

    @Test
    void a_full_disk_and_a_missing_right_are_told_with_what_to_do() {
        RegistryException full =
                RegistryException.of("publish churn", root, new IOException("No space left on device"));
        assertEquals(Kind.NO_SPACE, full.kind());
        assertTrue(full.getMessage().contains("free space"), full.getMessage());
        RegistryException barred =
                RegistryException.of("publish churn", root, new java.nio.file.AccessDeniedException(root.toString()));
        assertEquals(Kind.NO_PERMISSION, barred.kind());
        assertTrue(barred.getMessage().contains("no permission"), barred.getMessage());
    }

    @Test
    void a_publish_that_fails_leaves_nothing_behind() throws IOException {
        registry.publish(Drafts.small("churn", "one"));
        Draft broken = Drafts.small("churn", "two").file("pages.bin", root.resolve("nowhere"));
        RegistryException failed = assertThrows(RegistryException.class, () -> registry.publish(broken));
        assertEquals(
                "cannot publish churn: " + root.resolve("nowhere") + " is missing; make it again and publish once more",
                failed.getMessage());
        assertEquals(List.of(1), registry.standing("churn").versions());
        try (var staged = Files.list(root.resolve("churn/staging"))) {
            assertEquals(0, staged.count());
        }
    }
}
