package io.perennial.http.web;

import io.perennial.features.failure.Causes;
import io.perennial.features.failure.Obstacle;
import io.perennial.http.config.AdminConfig;
import io.perennial.http.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a server can listen where it is told to, tried before it takes the time to load anything. */
public final class Listening {

    /** Those below are for the administrator of a machine only. */
    private static final int FIRST_FREE_TO_ALL = 1024;

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
            throw refused(address, hostKey, portKey, e);
        }
    }

    /**
     * That an address can't be listened on, and why.
     *
     * @param hostKey the option or key that says which host
     * @param portKey the one that says which port
     * @param failure what came of trying
     */
    static IllegalArgumentException refused(
            InetSocketAddress address, String hostKey, String portKey, Throwable failure) {
        String host = hostKey + " " + address.getHostString();
        return new IllegalArgumentException(refusal(address, host, portKey, deepest(failure)), failure);
    }

    /** The first cause: what is thrown of it says only that the port could not be opened. */
    private static Throwable deepest(Throwable failure) {
        return Causes.of(failure).reduce((above, below) -> below).orElseThrow();
    }

    private static String refusal(InetSocketAddress address, String host, String portKey, Throwable why) {
        String said = String.valueOf(why.getMessage());
        if (said.contains("in use") || (address.getPort() >= FIRST_FREE_TO_ALL && isOurs(address))) {
            return "port " + address.getPort() + " is taken; give another with " + portKey;
        }
        return Obstacle.in(why)
                .map(obstacle -> obstacle.sentence("cannot listen on " + portKey + " " + address.getPort()))
                .orElse(host + " cannot be listened on: " + said + "; give an address of this machine");
    }

    /** Whether another port of the address can be opened: what is said of a port in use depends on the language. */
    private static boolean isOurs(InetSocketAddress address) {
        try (ServerSocket any = new ServerSocket()) {
            any.bind(new InetSocketAddress(address.getAddress(), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
