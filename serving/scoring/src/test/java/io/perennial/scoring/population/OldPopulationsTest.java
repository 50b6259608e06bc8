package io.perennial.scoring.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which populations are deleted. */
class OldPopulationsTest {

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void publish_four() throws IOException {
        registry = Registry.at(root.resolve("registry"));
        for (int i = 0; i < 4; i++) {
            Path bundle = Files.createDirectory(root.resolve("bundle" + i));
            Populations.write(bundle, new Random(i), Populations.rows(new Random(i), 10));
            PopulationBundle.publish(bundle, registry);
        }
    }

    @Test
    void the_newest_whole_population_is_kept_where_newer_ones_are_damaged() throws IOException {
        damage(4);
        damage(3);
        OldPopulations.Outcome outcome = OldPopulations.delete(registry, 1);
        assertEquals(List.of(1), outcome.deleted());
        assertEquals(2, outcome.damaged().size());
        assertTrue(
                outcome.damaged().get(0).contains("versions/4/"),
                outcome.damaged().get(0));
        assertEquals(List.of(), registry.faults(PopulationBundle.NAME, 2));
    }

    @Test
    void nothing_is_deleted_where_none_is_whole() throws IOException {
        for (int version = 1; version <= 4; version++) {
            damage(version);
        }
        assertEquals(List.of(), OldPopulations.delete(registry, 1).deleted());
    }

    @Test
    void where_all_are_whole_the_newest_are_kept() {
        assertEquals(new OldPopulations.Outcome(List.of(1, 2), List.of()), OldPopulations.delete(registry, 2));
    }

    private void damage(int version) throws IOException {
        Path pages = root.resolve("registry/population/versions/" + version + "/" + PopulationHeader.PAGES);
        byte[] bytes = Files.readAllBytes(pages);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pages, bytes);
    }
}
