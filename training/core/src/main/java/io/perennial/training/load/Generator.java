package io.perennial.training.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Asks a server on this machine, in one thread over several connections.
 *
 * <p>In a closed loop each connection asks again as soon as it was answered: the most the server can do. In an open loop
 * requests are due at a steady rate, and a latency counts from when its request was due, so that a server that stops is
 * not asked less.
 */
public final class Generator {

    private static final long SPARSE_NANOS = 5_000_000;

    private final int port;
    private final Exchange exchange;
    private final int connections;
    private long sent;

    /** A generator of one kind of request. */
    public Generator(int port, Exchange exchange, int connections) {
        this.port = port;
        this.exchange = exchange;
        this.connections = connections;
    }

    /** Asks as fast as it is answered. */
    public Outcome closed(Duration time) throws IOException {
        Outcome outcome = new Outcome();
        try (Selector selector = Selector.open()) {
            List<Connection> all = open(selector);
            long end = System.nanoTime() + time.toNanos();
            for (Connection connection : all) {
                send(connection, System.nanoTime());
            }
            while (System.nanoTime() < end) {
                selector.select(1);
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (connection.advance()) {
                        outcome.answered(connection);
                        send(connection, System.nanoTime());
                    }
                }
                selector.selectedKeys().clear();
            }
            close(all);
        }
        return outcome.over(time);
    }

    /** Asks at a steady rate. */
    public Outcome open(double perSecond, Duration time) throws IOException {
        Outcome outcome = new Outcome();
        try (Selector selector = Selector.open()) {
            List<Connection> all = open(selector);
            Deque<Connection> idle = new ArrayDeque<>(all);
            long began = System.nanoTime();
            long gap = Math.round(1e9 / perSecond);
            long due = began;
            long end = began + time.toNanos();
            while ((due < end || idle.size() < all.size()) && System.nanoTime() < end + time.toNanos()) {
                due = sendDue(idle, due, gap, end);
                // Without a wait where requests are close: a timer of a millisecond would be most of what is measured.
                if (gap < SPARSE_NANOS) {
                    selector.selectNow();
                } else {
                    selector.select(1);
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (connection.advance()) {
                        outcome.answered(connection);
                        idle.addLast(connection);
                    }
                }
                selector.selectedKeys().clear();
            }
            // What a server too slow never took, or has not answered yet, is as late as it was when nobody waited any
            // longer.
            for (; due < end; due += gap) {
                outcome.unanswered(due);
            }
            all.stream()
                    .filter(connection -> !idle.contains(connection))
                    .forEach(connection -> outcome.unanswered(connection.intended()));
            close(all);
        }
        return outcome.over(time);
    }

    private long sendDue(Deque<Connection> idle, long firstDue, long gap, long end) throws IOException {
        long due = firstDue;
        while (due < end && due <= System.nanoTime() && !idle.isEmpty()) {
            send(idle.pollFirst(), due);
            due += gap;
        }
        return due;
    }

    /** The body that the first request is answered with. */
    public byte[] answer() throws IOException {
        try (Selector selector = Selector.open();
                Connection connection = Connection.open(port, selector)) {
            connection.send(exchange.request(0), System.nanoTime());
            do {
                selector.select(1);
                selector.selectedKeys().clear();
            } while (!connection.advance());
            if (!connection.isDone()) {
                throw new IOException(exchange.path() + " is answered by " + connection.head());
            }
            return connection.body();
        }
    }

    private void send(Connection connection, long due) throws IOException {
        connection.send(exchange.request(sent++), due);
    }

    private List<Connection> open(Selector selector) throws IOException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(Connection.open(port, selector));
        }
        return all;
    }

    private static void close(List<Connection> all) throws IOException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
