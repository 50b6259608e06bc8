package io.perennial.http.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A response whose client may not read it: what the connection does not take at once is waited for in nobody else's
 * place, and no longer than so long; then the connection ends. The silence of connections alone would not end it, since
 * every byte that is read breaks that.
 */
final class AwaitedResponse extends Response.Wrapper {

    private final Optional<Places.Place> place;
    private final Duration within;

    /**
     * A response of a request.
     *
     * @param place  given away while the client is waited for; empty where the request needs none
     * @param within longest time each part that is written may take to be read
     */
    AwaitedResponse(Request request, Response response, Optional<Places.Place> place, Duration within) {
        super(request, response);
        this.place = place;
        this.within = within;
    }

    @Override
    public void write(boolean last, ByteBuffer part, Callback callback) {
        Written written = new Written(callback);
        super.write(last, part, written);
        written.await();
    }

    /** A part that was written, and may be taken already. */
    private final class Written extends Callback.Nested {

        private boolean isTaken;
        private Scheduler.Task end;

        Written(Callback callback) {
            super(callback);
        }

        private synchronized void await() {
            if (!isTaken) {
                place.ifPresent(Places.Place::awaitReader);
                end = getRequest()
                        .getComponents()
                        .getScheduler()
                        .schedule(this::giveUp, within.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private synchronized void taken() {
            isTaken = true;
            if (end != null) {
                end.cancel();
            }
        }

        @Override
        public void succeeded() {
            taken();
            super.succeeded();
        }

        @Override
        public void failed(Throwable failure) {
            taken();
            super.failed(failure);
        }

        /** Ends the connection, whereby the writing fails: nobody may take a part for the whole. */
        private void giveUp() {
            if (isWaiting()) {
                getRequest()
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close(new TimeoutException("an answer was not read within " + within.toMillis() + " ms"));
            }
        }

        private synchronized boolean isWaiting() {
            return !isTaken;
        }
    }
}
