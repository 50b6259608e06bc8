package io.perennial.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.perennial.http.TinyCompany;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which versions of a model are kept loaded while its champions change. */
class TrackTest {

    @TempDir
    Path root;

    @Test
    void a_kill_right_after_a_promotion_loads_nothing() {
        Registry registry = Registry.at(root.resolve("registry"));
        publish(registry, 0);
        publish(registry, 0.1);
        Track track = Track.empty("churn").look(registry).standBy(registry);
        LoadedModel before = track.answering().orElseThrow();
        publish(registry, 0.2);
        track = track.look(registry);
        assertEquals(3, track.answering().orElseThrow().id().version());
        KillSwitch.kill(registry.changes("churn"), "at once");
        track = track.look(registry);
        assertSame(before, track.answering().orElseThrow());
    }

    private static void publish(Registry registry, double shift) {
        TinyCompany.publish(registry, "churn", TinyCompany.churn(shift), TinyCompany.SCHEMA);
    }
}
