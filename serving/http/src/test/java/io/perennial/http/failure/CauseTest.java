package io.perennial.http.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator is told of a failure. */
class CauseTest {

    @Test
    void the_disk_behind_a_failure_is_heard_before_the_failure() {
        IOException disk = new IOException("no room\nat all");
        assertEquals("no room", Cause.of(new IllegalStateException("can't go on", new UncheckedIOException(disk))));
        assertEquals("can't go on", Cause.of(new IllegalStateException("can't go on")));
        assertEquals("IllegalStateException", Cause.of(new IllegalStateException()));
    }

    @Test
    void a_disk_that_names_only_the_file_is_told_in_words() {
        assertEquals("no permission for /a", Cause.of(new AccessDeniedException("/a")));
        assertEquals("/a is missing", Cause.of(new NoSuchFileException("/a")));
    }

    @Test
    void a_file_that_is_too_short_is_no_failure_of_the_disk() {
        assertEquals(Optional.empty(), Cause.disk(new EOFException("ended")));
        assertEquals("no room", Cause.of(new IllegalStateException(new IOException("no room"))));
    }

    @Test
    void causes_that_go_in_a_circle_are_no_disk() {
        IllegalStateException one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("other", one));
        assertEquals(Optional.empty(), Cause.disk(one));
    }

    @Test
    void without_its_file_a_refusal_is_the_same_each_time() {
        for (String file : new String[] {"/a", "/b"}) {
            assertEquals("no room", Cause.withoutFile(new FileSystemException(file, null, "no room")));
            assertEquals("AccessDeniedException", Cause.withoutFile(new AccessDeniedException(file)));
        }
        assertEquals("no room", Cause.withoutFile(new IOException("no room")));
    }
}
