package io.perennial.http.web;

import io.perennial.http.api.Problem;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Places for requests that are being answered.
 *
 * <p>A request that waits for its client to send more, or to read its answer, gives its place away meanwhile, so that
 * clients who send or read slowly, or not at all, keep nobody else from being answered; those who wait are bounded too.
 * For any number of threads.
 */
final class Places {

    /** How many requests may wait for their clients, for each that may be answered. */
    static final int WAITING_EACH = 4;

    private final Semaphore answering;
    private final Semaphore waiting;

    Places(int most) {
        this.answering = new Semaphore(most);
        this.waiting = new Semaphore(WAITING_EACH * most);
    }

    /** A place, or empty where none is free. */
    Optional<Place> take() {
        return answering.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    /** The place of one request. */
    final class Place {

        private Semaphore held = answering;

        private Place() {}

        /**
         * The client is waited for from here on.
         *
         * @throws Problem where too many clients are waited for
         */
        synchronized void await() {
            if (held == answering) {
                move(waiting);
            }
        }

        /**
         * All is there that was waited for.
         *
         * @throws Problem where no place is free any more
         */
        synchronized void goOn() {
            if (held == waiting) {
                move(answering);
            }
        }

        /**
         * The client is waited for to read its answer from here on, and nothing more is waited for. Where too many clients
         * are waited for, the request keeps its place: an answer is refused to nobody.
         */
        synchronized void awaitReader() {
            if (held == answering) {
                isMoved(waiting);
            }
        }

        private void move(Semaphore to) {
            if (!isMoved(to)) {
                throw Problem.busy("too much is asked for at once; send the request again");
            }
        }

        private boolean isMoved(Semaphore to) {
            if (!to.tryAcquire()) {
                return false;
            }
            held.release();
            held = to;
            return true;
        }

        /** The request is answered. */
        synchronized void leave() {
            if (held != null) {
                held.release();
                held = null;
            }
        }
    }
}
