package io.perennial.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.api.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    private static final Instant NOW = Instant.parse("2026-01-04T12:00:00Z");

    @TempDir
    Path directory;

    private String create(String name) {
        return file().create(name, Set.of(Role.SCORE), NOW, NOW.plusSeconds(60));
    }

    private KeyFile file() {
        return new KeyFile(directory.resolve("keys.json"));
    }

    @Test
    void the_file_holds_no_key_and_only_its_owner_reads_it() throws IOException {
        String key = create("shop");
        String content = Files.readString(file().path());
        assertFalse(content.contains(key.substring(key.lastIndexOf('_') + 1)), content);
        assertFalse(content.contains(key.substring(16)), content);
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())));
        }
    }

    @Test
    void keys_are_never_equal_and_none_is_lost_when_several_make_them_at_once() {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> IntStream.range(0, 10).forEach(i -> create(thread + " " + i))))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(KeyFileTest::join);
        assertEquals(40, file().keys().size());
        assertEquals(40, file().keys().stream().map(Key::sha256).distinct().count());
    }

    @Test
    void an_unknown_id_or_a_damaged_file_is_named() throws IOException {
        create("shop");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> file().revoke("abc"))
                .getMessage()
                .contains("'abc'"));
        for (String damaged : List.of("", "{}", "{\"keys\": [{}]}", "{\"keys\": [], \"more\": 1}")) {
            Files.writeString(file().path(), damaged);
            assertTrue(assertThrows(IllegalArgumentException.class, () -> file().keys(), damaged)
                    .getMessage()
                    .contains("keys.json can't be used"));
        }
    }

    @Test
    void what_stops_a_key_from_being_made_is_told_without_words_of_java() throws IOException {
        KeyFile nowhere = new KeyFile(directory.resolve("missing/keys.json"));
        String said = assertThrows(
                        IllegalArgumentException.class,
                        () -> nowhere.create("shop", Set.of(Role.SCORE), NOW, NOW.plusSeconds(60)))
                .getMessage();
        assertTrue(
                said.contains("missing/keys.json") && said.contains("is missing") && !said.contains("Exception"), said);
        Files.writeString(file().path(), "{}");
        String damaged = assertThrows(IllegalArgumentException.class, () -> create("shop"))
                .getMessage();
        assertTrue(damaged.contains("move it away and make another"), damaged);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
