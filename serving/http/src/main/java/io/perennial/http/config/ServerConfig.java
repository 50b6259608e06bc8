package io.perennial.http.config;

import java.time.Duration;

/**
 * How the server runs.
 *
 * @param host           address to bind to; anything but loopback needs keys or tokens
 * @param port           port to listen on; 0 takes a free one
 * @param maxBodyBytes   largest body taken
 * @param maxRows        most rows of one request
 * @param maxEvents      most events of one request
 * @param poll           how often the registry is looked at
 * @param explainThreads threads that explain
 * @param explainQueue   explanations that may wait; more are refused with 503
 * @param explainTimeout longest wait for an explanation
 * @param access         who may ask
 */
public record ServerConfig(
        String host,
        int port,
        long maxBodyBytes,
        int maxRows,
        int maxEvents,
        Duration poll,
        int explainThreads,
        int explainQueue,
        Duration explainTimeout,
        AccessConfig access) {

    public ServerConfig {
        if (!isLoopback(host) && !access.isGuarded()) {
            throw new IllegalArgumentException(
                    "host " + host + " is not this machine alone, and no keys are configured:"
                            + " anybody who reaches it could read every user; make keys (perennial keys create) and give"
                            + " --keys FILE, or use --host 127.0.0.1 behind a proxy that checks who asks");
        }
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(maxBodyBytes >= 1_024 && maxBodyBytes <= 64 << 20, "max_body_bytes", maxBodyBytes, "1024 to 67108864");
        require(maxRows >= 1 && maxRows <= 10_000, "max_rows", maxRows, "1 to 10000");
        require(maxEvents >= 1 && maxEvents <= 100_000, "max_events", maxEvents, "1 to 100000");
        require(poll.toMillis() >= 10 && poll.toHours() < 24, "poll_millis", poll.toMillis(), "10 to 86400000");
        require(explainThreads >= 1 && explainThreads <= 256, "explain_threads", explainThreads, "1 to 256");
        require(explainQueue >= 1 && explainQueue <= 10_000, "explain_queue", explainQueue, "1 to 10000");
        require(
                explainTimeout.toMillis() >= 10 && explainTimeout.toMinutes() < 10,
                "explain_timeout_millis",
                explainTimeout.toMillis(),
                "10 to 600000");
    }

    /** Loopback, port 8080, 1 MiB, 1,000 rows, a look at the registry each second. */
    public static ServerConfig defaults() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new ServerConfig(
                "127.0.0.1",
                8080,
                1 << 20,
                1_000,
                20_000,
                Duration.ofSeconds(1),
                threads,
                64,
                Duration.ofSeconds(10),
                AccessConfig.none());
    }

    /** The same on another address. */
    public ServerConfig withHost(String other) {
        return new ServerConfig(
                other,
                port,
                maxBodyBytes,
                maxRows,
                maxEvents,
                poll,
                explainThreads,
                explainQueue,
                explainTimeout,
                access);
    }

    /** The same on another port. */
    public ServerConfig withPort(int other) {
        return new ServerConfig(
                host,
                other,
                maxBodyBytes,
                maxRows,
                maxEvents,
                poll,
                explainThreads,
                explainQueue,
                explainTimeout,
                access);
    }

    /** The same for others. */
    public ServerConfig withAccess(AccessConfig other) {
        return new ServerConfig(
                host,
                port,
                maxBodyBytes,
                maxRows,
                maxEvents,
                poll,
                explainThreads,
                explainQueue,
                explainTimeout,
                other);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static void require(boolean holds, String key, long value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(key + " is " + value + ", not " + range);
        }
    }
}
