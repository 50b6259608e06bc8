package io.perennial.training.bench;

import io.perennial.training.load.Exchange;
import io.perennial.training.load.Generator;
import io.perennial.training.load.Outcome;
import io.perennial.training.load.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One measurement that is made again in every round.
 *
 * @param peer        who is asked
 * @param what        the kind of request, and how it is asked
 * @param exchange    the requests
 * @param connections how many ask
 * @param rate        requests a second; 0 for as fast as they are answered
 * @param expected    what the rows of the first request must be given; empty where the server computes nothing
 * @param beside      what else is asked of it meanwhile
 */
@SuppressWarnings("ArrayRecordComponent") // Told apart by who and what, never compared.
record ServePlan(
        Peer peer,
        String what,
        Exchange exchange,
        int connections,
        double rate,
        double[] expected,
        Optional<ServePlan> beside) {

    private static final double[] NOTHING = {};

    /** Each connection asks again as soon as it was answered. */
    static ServePlan closed(Peer peer, String what, Exchange exchange, int connections) {
        return new ServePlan(peer, what, exchange, connections, 0, NOTHING, Optional.empty());
    }

    /** So many requests a second, however long their answers take. */
    static ServePlan steady(Peer peer, String what, Exchange exchange, int connections, double rate) {
        return new ServePlan(peer, what, exchange, connections, rate, NOTHING, Optional.empty());
    }

    /** The same, its first request answered with these numbers, one a row. */
    ServePlan giving(double... numbers) {
        return new ServePlan(peer, what, exchange, connections, rate, numbers, beside);
    }

    /** The same while something else is asked, and what that is called. */
    ServePlan beside(ServePlan other, String name) {
        return new ServePlan(peer, name, exchange, connections, rate, expected, Optional.of(other));
    }

    /** Rows of one request. */
    int rows() {
        return Math.max(1, expected.length);
    }

    boolean isClosed() {
        return rate == 0;
    }

    /** Asks for a while. */
    Outcome run(Duration time) {
        if (beside.isEmpty()) {
            return alone(time);
        }
        CompletableFuture<Outcome> meanwhile =
                CompletableFuture.supplyAsync(() -> beside.get().alone(time));
        // A measurement beside what failed would look good.
        return alone(time).withFailuresOf(meanwhile.join());
    }

    private Outcome alone(Duration time) {
        try {
            Generator generator = new Generator(peer.port(), exchange, connections);
            return isClosed() ? generator.closed(time) : generator.open(rate, time);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " could not be asked of " + peer.name(), e);
        }
    }
}
