package io.perennial.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorMainTest {

    @TempDir
    private Path folder;

    @Test
    void a_simulation_ends_with_0_and_leaves_everything_named_in_the_help() {
        Path out = folder.resolve("out");
        int exit = SimulatorMain.run("simulate", "--users", "20", "--days", "60", "--out", out.toString());
        assertEquals(0, exit);
        for (String file : new String[] {"truth.csv", "aliases.csv", "simulation.json", "mapping-orders.toml"}) {
            assertTrue(Files.isRegularFile(out.resolve(file)), file);
        }
    }

    @Test
    void wrong_use_ends_with_2_and_writes_nothing() throws IOException {
        Path out = folder.resolve("none");
        assertEquals(2, SimulatorMain.run("simulate", "--users", "0", "--out", out.toString()));
        assertEquals(2, SimulatorMain.run("simulate", "--days", "-3", "--out", out.toString()));
        assertEquals(2, SimulatorMain.run("simulate", "--end", "2026-02-30", "--out", out.toString()));
        assertEquals(2, SimulatorMain.run("simulate", "--user", "5", "--out", out.toString()));
        assertEquals(2, SimulatorMain.run("simulate"));
        assertFalse(Files.exists(out));
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertEquals(2, SimulatorMain.run("simulate", "--out", file.toString()));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void a_folder_that_cannot_be_made_ends_with_1() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertEquals(
                1, SimulatorMain.run("simulate", "--out", file.resolve("below").toString()));
    }
}
