package io.perennial.http.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Clients that ask a server at once, each over a connection of its own, one question at a time.
 *
 * @param port    of the server, on this machine
 * @param clients how many
 */
public record Load(int port, int clients) {

    /** What a client does. */
    @FunctionalInterface
    public interface Asking {
        /** Asks the question of a number; numbers begin with 0 and no two clients get the same. */
        void ask(Wire wire, long number) throws Exception;
    }

    /**
     * As fast as answers come: the most the server can do.
     *
     * @return how many were asked
     * @throws AssertionError the first failure of a client
     */
    public long closed(Asking asking, BooleanSupplier done) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        run(client -> wire -> {
            while (!done.getAsBoolean()) {
                asking.ask(wire, next.getAndIncrement());
            }
        });
        return next.get();
    }

    /**
     * At a steady rate, however slow the answers are, as far as there are clients: who is late asks at once.
     *
     * @return how many were asked
     * @throws AssertionError the first failure of a client
     */
    public long paced(double perSecond, Asking asking, BooleanSupplier done) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        long began = System.nanoTime();
        double gap = clients * 1e9 / perSecond;
        run(client -> wire -> {
            for (long k = 0; !done.getAsBoolean(); k++) {
                waitUntil(began + (long) (gap * (k + (double) client / clients)), done);
                if (!done.getAsBoolean()) {
                    asking.ask(wire, next.getAndIncrement());
                }
            }
        });
        return next.get();
    }

    private static void waitUntil(long due, BooleanSupplier done) {
        for (long left = due - System.nanoTime(); left > 0 && !done.getAsBoolean(); left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, 50_000_000));
        }
    }

    @FunctionalInterface
    private interface Client {
        Task of(int number);
    }

    @FunctionalInterface
    private interface Task {
        void over(Wire wire) throws Exception;
    }

    private void run(Client client) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Task task = client.of(i);
            tasks.add(() -> {
                try (Wire wire = Wire.to(port)) {
                    task.over(wire);
                }
                return true;
            });
        }
        try {
            for (Future<Boolean> ended : threads.invokeAll(tasks)) {
                ended.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whether so many seconds have passed since this was called. */
    public static BooleanSupplier after(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        return () -> System.nanoTime() - end >= 0;
    }
}
