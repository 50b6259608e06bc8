package io.perennial.http.web;

import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Bounds the silence of connections, headers not yet complete included: the idle time of Jetty's HTTP configuration begins
 * with the request only. Javalin adds its connector last, so it is told when the server starts.
 *
 * @param server whose connectors
 * @param millis longest silence
 */
record IdleLimit(Server server, long millis) implements LifeCycle.Listener {

    @Override
    public void lifeCycleStarting(LifeCycle event) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector listening) {
                listening.setIdleTimeout(millis);
            }
        }
    }
}
