package io.perennial.scoring.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes publish and promote at once, and are killed while they do. */
class RegistryRaceTest {

    @TempDir
    Path root;

    @Test
    void two_processes_publishing_at_once_lose_nothing_and_share_no_number() throws Exception {
        int each = 40;
        Process left = PublishingProcess.start(root, "churn", "left", each);
        Process right = PublishingProcess.start(root, "churn", "right", each);
        Map<Integer, String> told = new HashMap<>();
        for (Process process : List.of(left, right)) {
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    String[] parts = line.split(" ", 2);
                    String other = told.put(Integer.parseInt(parts[0]), parts[1]);
                    assertEquals(null, other, "version " + parts[0] + " was given out twice");
                });
            }
            assertEquals(0, process.waitFor());
        }
        Registry registry = Registry.at(root);
        Standing standing = registry.standing("churn");
        assertEquals(told.keySet(), new HashSet<>(standing.versions()));
        assertEquals(4 * each, standing.head());
        told.forEach((version, content) -> assertEquals(content, model(registry, version)));
        assertEquals(List.of(), registry.verify("churn"));
    }

    @Test
    void a_publisher_killed_at_any_moment_leaves_the_state_before_or_after() throws Exception {
        long seed = 20260101;
        java.util.Random random = new java.util.Random(seed);
        Set<Integer> before = new HashSet<>();
        for (int kill = 0; kill < 12; kill++) {
            Process process = PublishingProcess.start(root, "churn", "run " + kill, 10_000);
            // The second version is published once the first was promoted.
            readLine(process);
            readLine(process);
            Thread.sleep(random.nextInt(150));
            process.destroyForcibly().waitFor();
            Registry registry = Registry.at(root);
            Standing standing = registry.standing("churn");
            String where = "seed " + seed + ", kill " + kill;
            assertTrue(standing.versions().containsAll(before), where);
            assertEquals(List.of(), registry.verify("churn"), where);
            assertTrue(standing.champion().isPresent(), where);
            before.addAll(standing.versions());
        }
        int next = Registry.at(root).publish(Drafts.small("churn", "after all"));
        assertTrue(!before.contains(next), "number " + next + " was given out before");
        assertEquals("after all", model(Registry.at(root), next));
    }

    /** Waits until the process has published once more, so that the kill meets it at work. */
    private static void readLine(Process process) throws Exception {
        int next = process.getInputStream().read();
        while (next >= 0 && next != '\n') {
            next = process.getInputStream().read();
        }
        assertEquals('\n', next, "the publisher ended before it published");
    }

    private static String model(Registry registry, int version) {
        return new String(registry.open("churn", version).bytes("model.bin"), StandardCharsets.UTF_8);
    }
}
