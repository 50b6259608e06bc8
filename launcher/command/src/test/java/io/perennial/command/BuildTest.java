package io.perennial.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

/** What a process knows of its build. */
class BuildTest {

    @Test
    void the_manifest_tells_version_and_commit() {
        Attributes manifest = new Attributes();
        manifest.put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
        manifest.putValue("Perennial-Commit", "0a1b2c-dirty");
        assertEquals(new Build("1.2.3", "0a1b2c-dirty"), Build.of(manifest));
    }

    @Test
    void loose_classes_are_of_an_unknown_build() {
        assertEquals(new Build("unknown", "unknown"), Build.current());
    }
}
