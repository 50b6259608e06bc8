package io.perennial.scoring.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.registry.RegistryException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Aliases of users, there and back. */
class AliasTableTest {

    private static final AliasTable TABLE = AliasTable.of(Map.of("手机-2", "u", "device", "u", "other", "v"));

    @Test
    void an_alias_stands_for_its_user_and_any_other_id_for_itself() {
        assertEquals("u", TABLE.user("device"));
        assertEquals("u", TABLE.user("u"));
        assertEquals("nobody", TABLE.user("nobody"));
        assertEquals(List.of("u", "device", "手机-2"), TABLE.ids("u"));
        assertEquals(TABLE.ids("u"), TABLE.ids("device"));
        assertEquals(List.of("w"), TABLE.ids("w"));
    }

    @Test
    void its_bytes_read_back_the_same_and_cut_bytes_are_refused() {
        byte[] bytes = TABLE.bytes();
        AliasTable read = AliasTable.read(bytes);
        assertEquals(TABLE.ids("u"), read.ids("u"));
        assertEquals("v", read.user("other"));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(RegistryException.class, () -> AliasTable.read(cut));
        }
        assertTrue(AliasTable.read(AliasTable.none().bytes()).isEmpty());
    }
}
