package io.perennial.http.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a request waits for work of another thread.
 *
 * @param longest not negative; after 0 only work that is done already is waited for
 */
public record Patience(Duration longest) {

    /** Short work is done within it; of long work a page says that it is being done. */
    public static final Patience OF_PAGES = new Patience(Duration.ofSeconds(2));

    /**
     * What the work gives, not null; empty where it goes on for longer.
     *
     * @throws RuntimeException what the work failed by; where that is checked, a {@link CompletionException} around it
     * @throws Problem          where the server stops meanwhile
     */
    public <T> Optional<T> await(Future<T> work) {
        try {
            return Optional.of(work.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        }
    }

    /** The problem of whoever waits while the server stops. */
    public static Problem stopping() {
        return Problem.busy("the server is stopping").said("The server is stopping.", "服务正在停止。");
    }
}
