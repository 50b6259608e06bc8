package io.perennial.http.routes;

import io.perennial.http.config.ServerConfig;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServingState;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.registry.Registry;
import java.time.Clock;

/**
 * What the routes work with.
 *
 * @param config   limits
 * @param registry where published versions lie
 * @param live     what answers
 * @param traffic  which versions answer whom
 * @param clock    tells how old features are
 */
public record Serving(ServerConfig config, Registry registry, LiveState live, Traffic traffic, Clock clock) {

    /** The state as it answers a user: that of the own arm. */
    public ServingState state(String user) {
        return traffic.of(live.state(), user);
    }
}
