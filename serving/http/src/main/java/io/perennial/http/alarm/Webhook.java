package io.perennial.http.alarm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one address of alarms, on a thread of its own: nobody waits for it, and what can't be delivered in a few tries is
 * logged and left. Follows no redirect, so it asks no address but the one that was configured.
 */
public final class Webhook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final int TRIES = 4;
    private static final int WAITING = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final Duration pause;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
                Thread thread = new Thread(task, "webhook");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardOldestPolicy());

    /** Tells an address; tries again after one second, then after twice as long each time. */
    public Webhook(URI address) {
        this(address, Duration.ofSeconds(1));
    }

    Webhook(URI address, Duration pause) {
        this.address = address;
        this.pause = pause;
    }

    /** Sends JSON when it comes to it; of more than {@value #WAITING} that wait the oldest is dropped. */
    public void tell(byte[] json) {
        worker.execute(() -> deliver(json));
    }

    private void deliver(byte[] json) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        try {
            long wait = pause.toMillis();
            for (int left = TRIES - 1; !isTaken(request, left) && left > 0; left--) {
                Thread.sleep(wait);
                wait *= 2;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(HttpRequest request, int triesLeft) throws InterruptedException {
        String otherwise;
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return true;
            }
            otherwise = "status " + status;
        } catch (IOException e) {
            otherwise = e.toString();
        }
        // Neither path nor query: a webhook's address often holds its secret.
        LOG.warn("alarms could not be told to {} ({}); {} tries are left", address.getHost(), otherwise, triesLeft);
        return false;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
