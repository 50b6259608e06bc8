package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.decision.Feedback.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback on disk: kept once, shared by servers, bounded, and gone with its user. */
class FeedbackFileTest {

    private static final int MOST_BYTES = 4 << 20;

    @TempDir
    private Path root;

    private Path file;
    private FeedbackFile feedback;

    @BeforeEach
    void open() throws IOException {
        file = root.resolve("feedback");
        feedback = opened();
    }

    /** As another server on the folder has it, or this one after a restart. */
    private FeedbackFile opened() throws IOException {
        return FeedbackFile.of(file, ErasedUsers.of(root.resolve("erased")));
    }

    private static Feedback said(String prediction, String user, String text) {
        Instant at = Instant.parse("2026-01-03T10:00:00Z");
        return new Feedback(
                at, prediction, user, List.of("churn@2", "ltv@1"), Kind.REASON_WRONG, "RC-SPEND-UP", text, "key:a");
    }

    @Test
    void what_was_said_is_found_by_prediction_and_by_user_the_newest_first_after_a_restart() throws IOException {
        Feedback one = said("p-1", "k-1", "用户说 \"不\"\n");
        Feedback two = said("p-1", "k-1", "two");
        feedback.add(one);
        feedback.add(two);
        feedback.add(said("p-2", "k-2", "other"));
        for (FeedbackFile read : List.of(feedback, opened())) {
            assertEquals(List.of(two, one), read.ofPrediction("p-1"));
            assertEquals(List.of(two, one), read.ofUser("k-1"));
            assertEquals(List.of(), read.ofPrediction("p-3"));
            assertEquals(3, read.wrongReasons("churn@2"));
            assertEquals(0, read.wrongReasons("churn@1"));
        }
    }

    @Test
    void the_same_said_again_by_the_same_person_is_kept_once() {
        Feedback one = said("p-1", "k-1", "same");
        feedback.add(one);
        feedback.add(new Feedback(
                one.at().plusSeconds(1), "p-1", "k-1", one.models(), one.kind(), one.reason(), one.text(), one.by()));
        feedback.add(new Feedback(one.at(), "p-1", "k-1", one.models(), one.kind(), one.reason(), one.text(), "key:b"));
        assertEquals(2, feedback.ofPrediction("p-1").size());
    }

    @Test
    void each_contact_is_kept_though_the_same_person_made_one_before_by_the_same_channel() {
        for (String at : List.of("2026-01-03T10:00:00Z", "2026-01-04T10:00:00Z", "2026-01-04T10:00:00Z")) {
            feedback.add(new Feedback(Instant.parse(at), "", "k-1", List.of(), Kind.CONTACTED, "", "call", "key:a"));
        }
        assertEquals(3, feedback.ofUser("k-1").size());
    }

    @Test
    void two_servers_on_one_folder_see_what_the_other_was_told() throws IOException {
        FeedbackFile other = opened();
        feedback.add(said("p-1", "k-1", "one"));
        assertEquals(1, other.ofUser("k-1").size());
        other.add(said("p-1", "k-1", "two"));
        assertEquals(2, feedback.ofUser("k-1").size());
    }

    @Test
    void what_was_read_is_not_read_again_when_something_is_added() throws IOException {
        feedback.add(said("p-1", "k-1", "one"));
        assertEquals(1, feedback.ofUser("k-1").size());
        // The file itself, other bytes in it: whoever reads them once more finds them.
        Files.writeString(file, Files.readString(file).replace("one", "two"));
        feedback.add(said("p-1", "k-1", "three"));
        assertEquals(
                List.of("three", "one"),
                feedback.ofUser("k-1").stream().map(Feedback::text).toList());
    }

    @Test
    void a_line_that_another_server_is_just_writing_is_read_when_it_is_whole() throws IOException {
        feedback.add(said("p-1", "k-1", "one"));
        String line = new String(said("p-1", "k-1", "two").line(), StandardCharsets.UTF_8);
        Files.writeString(file, line.substring(0, 20), StandardOpenOption.APPEND);
        assertEquals(1, feedback.ofUser("k-1").size());
        Files.writeString(file, line.substring(20), StandardOpenOption.APPEND);
        assertEquals(2, feedback.ofUser("k-1").size());
    }

    @Test
    void a_line_that_was_cut_off_takes_no_other_with_it() throws IOException {
        feedback.add(said("p-1", "k-1", "before"));
        Files.writeString(file, "{\"at\":\"2026-01-0", StandardOpenOption.APPEND);
        Files.write(file, new byte[] {(byte) 0xe7, (byte) 0x94}, StandardOpenOption.APPEND);
        feedback.add(said("p-1", "k-1", "after"));
        assertEquals(
                List.of("after", "before"),
                feedback.ofUser("k-1").stream().map(Feedback::text).toList());
    }

    @Test
    void nothing_is_left_on_disk_of_who_is_forgotten() throws IOException {
        feedback.add(said("p-1", "k-1", "of the erased"));
        feedback.add(said("p-2", "k-2", "of another"));
        feedback.forget(List.of("k-1", "k-9"));
        assertEquals(List.of(), feedback.ofUser("k-1"));
        assertEquals(1, feedback.ofUser("k-2").size());
        assertFalse(Files.readString(file).contains("k-1"), "a line of who was forgotten");
    }

    @Test
    void nothing_is_kept_or_shown_of_who_was_erased_by_whichever_server() throws IOException {
        feedback.add(said("p-1", "k-1", "before"));
        ErasedUsers.of(root.resolve("erased")).add("k-1");
        assertFalse(feedback.add(said("p-1", "k-1", "after")));
        assertTrue(feedback.add(said("p-2", "k-2", "of another")));
        for (FeedbackFile read : List.of(feedback, opened())) {
            assertEquals(List.of(), read.ofUser("k-1"));
            assertEquals(List.of(), read.ofPrediction("p-1"));
            assertEquals(1, read.wrongReasons("churn@2"));
        }
        assertFalse(Files.readString(file).contains("after"));
    }

    @Test
    void a_file_that_got_the_inode_of_a_former_one_is_read_from_its_beginning() throws IOException {
        FeedbackFile other = opened();
        feedback.add(said("p-1", "k-1", "of the erased"));
        feedback.add(said("p-2", "k-2", "of another"));
        assertEquals(1, other.ofUser("k-2").size());
        Path inode = Files.createLink(root.resolve("inode"), file);
        feedback.forget(List.of("k-1"));
        Files.write(inode, Files.readAllBytes(file));
        Files.move(inode, file, StandardCopyOption.REPLACE_EXISTING);
        for (int i = 0; i < 9; i++) {
            feedback.add(said("p-3", "k-3", "later " + i));
        }
        assertEquals(9, other.ofUser("k-3").size());
        other.forget(List.of("k-2"));
        assertFalse(Files.readString(file).contains("of the erased"), "it is back");
        assertEquals(9, opened().ofUser("k-3").size());
    }

    @Test
    void a_file_made_before_there_were_generations_is_read_and_gets_one_when_it_is_written_anew() throws IOException {
        Files.write(file, said("p-1", "k-1", "old").line());
        feedback.add(said("p-2", "k-2", "new"));
        assertEquals(1, feedback.ofUser("k-1").size());
        feedback.forget(List.of("k-1"));
        assertTrue(Files.readString(file).startsWith("{\"generation\":\""), Files.readString(file));
        assertEquals(1, opened().ofUser("k-2").size());
    }

    @Test
    void what_an_erasure_that_was_cut_off_left_goes_when_the_file_is_written_anew() throws IOException {
        feedback.add(said("p-1", "k-1", "of the erased"));
        feedback.add(said("p-2", "k-2", "of another"));
        ErasedUsers.of(root.resolve("erased")).add("k-1");
        feedback.forget(List.of("k-2"));
        assertFalse(Files.readString(file).contains("of the erased"), Files.readString(file));
    }

    @Test
    void what_a_crash_left_half_made_is_deleted_by_the_next_start() throws IOException {
        feedback.add(said("p-1", "k-1", "kept"));
        Path left = root.resolve("feedback.new");
        Files.writeString(left, "of somebody");
        assertEquals(1, opened().ofUser("k-1").size());
        assertFalse(Files.exists(left), "texts of others are left on disk");
        feedback.forget(List.of("k-1"));
        assertFalse(Files.exists(left));
    }

    @Test
    void the_newest_are_kept_when_there_is_no_more_room() throws IOException {
        StringBuilder full = new StringBuilder();
        for (int i = 0; full.length() < MOST_BYTES; i++) {
            full.append(new String(said("p-1", "k-1", i + "x".repeat(400)).line(), StandardCharsets.UTF_8));
        }
        Files.writeString(file, full);
        feedback.add(said("p-1", "k-1", "the newest"));
        assertTrue(Files.size(file) <= MOST_BYTES, Files.size(file) + " bytes");
        List<Feedback> kept = feedback.ofUser("k-1");
        assertEquals("the newest", kept.get(0).text());
        assertTrue(kept.size() > 1_000, kept.size() + " kept");
        assertFalse(kept.get(kept.size() - 1).text().startsWith("0x"), "the oldest is kept");
    }
}
