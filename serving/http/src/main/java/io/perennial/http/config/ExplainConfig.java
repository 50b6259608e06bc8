package io.perennial.http.config;

import java.time.Duration;

/**
 * How much is explained at once, apart from scores.
 *
 * @param threads threads that explain
 * @param queue   explanations that may wait; more are refused with 503
 * @param timeout longest wait for an explanation
 */
public record ExplainConfig(int threads, int queue, Duration timeout) {

    public ExplainConfig {
        require(threads >= 1 && threads <= 256, "threads", threads, "1 to 256");
        require(queue >= 1 && queue <= 10_000, "queue", queue, "1 to 10000");
        require(
                timeout.toMillis() >= 10 && timeout.toMillis() <= 600_000,
                "timeout_millis",
                timeout.toMillis(),
                "10 to 600000");
    }

    /** A thread less than there are cores, 64 that wait, ten seconds. */
    static ExplainConfig defaults() {
        return new ExplainConfig(
                Math.max(1, Runtime.getRuntime().availableProcessors() - 1), 64, Duration.ofSeconds(10));
    }

    private static void require(boolean holds, String key, long value, String range) {
        ServerConfig.require(holds, "explain_" + key, value, range);
    }
}
