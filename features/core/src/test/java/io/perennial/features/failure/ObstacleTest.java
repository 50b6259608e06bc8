package io.perennial.features.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The words of operating systems and of the JVM, as they really come. */
class ObstacleTest {

    @Test
    void a_full_disk_is_found_below_what_wraps_it() {
        IOException said = new IOException("No space left on device");
        Throwable wrapped = new IllegalStateException("job failed", new UncheckedIOException("cannot write", said));
        assertEquals(Optional.of(Obstacle.DISK_FULL), Obstacle.in(wrapped));
    }

    @Test
    void a_full_disk_is_found_in_the_text_of_another_machine() {
        Throwable job = new IllegalStateException(
                "Task 3 failed, most recent failure: java.io.IOException: " + "Disk quota exceeded\n\tat somewhere");
        assertEquals(Optional.of(Obstacle.DISK_FULL), Obstacle.in(job));
    }

    @Test
    void a_denied_file_names_no_reason_but_its_type() {
        assertEquals(Optional.of(Obstacle.NO_PERMISSION), Obstacle.in(new AccessDeniedException("run/log")));
    }

    @Test
    void a_read_only_disk_is_not_taken_for_a_missing_right() {
        assertEquals(Optional.of(Obstacle.READ_ONLY), Obstacle.in(new IOException("x: Read-only file system")));
    }

    @Test
    void a_small_heap_is_found() {
        assertEquals(Optional.of(Obstacle.NO_MEMORY), Obstacle.in(new OutOfMemoryError("Java heap space")));
    }

    @Test
    void any_other_failure_is_none_and_neither_is_a_circle_of_causes() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        assertEquals(Optional.empty(), Obstacle.in(first));
    }

    @Test
    void the_sentence_says_what_why_and_what_to_do() {
        assertEquals(
                "cannot write run/log: the disk is full; free space there and give the same command again",
                Obstacle.DISK_FULL.sentence("cannot write run/log"));
    }
}
