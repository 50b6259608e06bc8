package io.perennial.http.web;

import io.perennial.features.failure.Obstacle;
import io.perennial.http.config.AdminConfig;
import io.perennial.http.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a server can listen where it is told to, tried before it takes the time to load anything. */
public final class Listening {

    private Listening() {}

    /**
     * Opens each port of a configuration for a moment.
     *
     * @throws IllegalArgumentException where one can't be opened, naming the option or key that says which
     */
    public static void check(ServerConfig config) {
        try {
            open(config);
        } catch (IOException e) {
            throw new UncheckedIOException("a port that was tried can't be closed", e);
        }
    }

    private static void open(ServerConfig config) throws IOException {
        ServerSocket first = opened(config.host(), config.port(), "--host", "--port");
        try {
            // The first is held meanwhile, so that two equal ports are told of too.
            if (config.admin().isPresent()) {
                AdminConfig admin = config.admin().get();
                opened(admin.host(), admin.port(), "admin.host", "admin.port").close();
            }
        } finally {
            first.close();
        }
    }

    private static ServerSocket opened(String host, int port, String hostKey, String portKey) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    hostKey + " " + host + " has no address; write it as the network knows it, or as numbers");
        }
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IllegalArgumentException(refusal(address, hostKey + " " + host, portKey, e), e);
        }
    }

    private static String refusal(InetSocketAddress address, String host, String portKey, IOException why) {
        String said = String.valueOf(why.getMessage());
        if (said.contains("in use")) {
            return taken(address.getPort(), portKey);
        }
        return Obstacle.in(why)
                .map(obstacle -> obstacle.sentence("cannot listen on " + portKey + " " + address.getPort()))
                .orElse(host + " cannot be listened on: " + said + "; give an address of this machine");
    }

    /** What is said of a port that another process has. */
    static String taken(int port, String key) {
        return "port " + port + " is taken; give another with " + key;
    }
}
