package io.perennial.http.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    @TempDir
    Path directory;

    private Cli keys(String... args) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(args));
        all.addAll(List.of("--file", directory.resolve("keys.json").toString()));
        return Cli.run(all.toArray(new String[0]));
    }

    @Test
    void a_key_is_shown_once_listed_without_what_opens_and_revoked() {
        Cli made = keys("create", "--name", "shop", "--role", "score,explain", "--days", "30");
        assertEquals(0, made.exit(), made.err());
        String key = made.out().strip();
        assertTrue(key.matches("pk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}"), key);
        String id = key.substring(3, 15);
        for (Cli listed : List.of(keys("list"), keys("list", "--json"))) {
            assertTrue(listed.out().contains(id) && listed.out().contains("shop"), listed.out());
            assertFalse(listed.out().contains(key.substring(16)), listed.out());
            assertFalse(listed.out().contains("sha256"), listed.out());
        }
        assertTrue(keys("list").out().contains("explain,score"), keys("list").out());
        assertEquals(0, keys("revoke", id).exit());
        assertTrue(keys("list").out().contains("revoked"), keys("list").out());
    }

    @Test
    void wrong_use_is_told_in_a_line_and_makes_no_key() {
        for (Cli wrong : List.of(
                keys(),
                keys("create", "--name", "shop"),
                keys("create", "--name", "shop", "--role", "king"),
                keys("create", "--name", "shop", "--role", "score", "--days", "0"),
                keys("revoke", "abc"),
                keys("list"))) {
            assertEquals(2, wrong.exit(), wrong.err());
            assertFalse(wrong.err().contains("Exception"), wrong.err());
            assertEquals("", wrong.out());
        }
    }
}
