package io.perennial.http.web;

import org.eclipse.jetty.server.handler.QoSHandler;

/**
 * Refuses what comes while too much is being answered, before anything of it is read but its headers. Nothing waits: a
 * request that would have had to is answered 503 at once, so that those let in are answered as fast as ever. Probes and
 * counters are always let in.
 */
final class Admission extends QoSHandler {

    Admission(int inFlight) {
        setMaxRequestCount(inFlight);
        setMaxSuspendedRequestCount(0);
        excludePath("/livez", "/readyz", "/metrics", "/v2/health/*");
    }
}
