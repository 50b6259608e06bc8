package io.perennial.http.routes;

import io.perennial.http.config.ServerConfig;
import io.perennial.http.live.LiveState;
import io.perennial.scoring.registry.Registry;
import java.time.Clock;

/**
 * What the routes work with.
 *
 * @param config   limits
 * @param registry where published versions lie
 * @param live     what answers
 * @param clock    tells how old features are
 */
public record Serving(ServerConfig config, Registry registry, LiveState live, Clock clock) {}
