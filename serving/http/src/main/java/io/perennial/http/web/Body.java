package io.perennial.http.web;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads bodies of bounded size within bounded time: who sends a byte now and then holds a thread no longer than that,
 * and nobody else's place.
 *
 * @param most   most bytes
 * @param within longest time a body may take to arrive
 */
record Body(long most, Duration within) {

    private static final Logger LOG = LoggerFactory.getLogger(Body.class);

    /** A stated length is no reason to take more room at once. */
    private static final int FIRST = 8 * 1024;

    /** Of a body that is refused so many times the largest that is taken are read and thrown away. */
    private static final int SWALLOWED = 4;

    /**
     * All of a body, or the problem that it is too large, which it may be by its own account.
     *
     * @param length    as stated; -1 where it is not
     * @param isOffered whether the client waits for leave to send it
     * @param place     of the request, given away while its client is waited for
     */
    byte[] read(RequestBytes in, long length, boolean isOffered, Places.Place place) {
        long deadline = System.nanoTime() + within.toNanos();
        if (length > most) {
            // Who asks first whether to send is told before anything is sent.
            if (!isOffered && length <= SWALLOWED * most) {
                swallow(in, place, deadline);
            }
            throw tooLarge();
        }
        try {
            byte[] body = read(in, length, place, deadline);
            place.goOn();
            return body;
        } catch (IOException e) {
            throw Problem.of(Kind.BAD_REQUEST, "the body ended before it was complete");
        }
    }

    private byte[] read(RequestBytes in, long length, Places.Place place, long deadline) throws IOException {
        byte[] body = new byte[length >= 0 ? (int) Math.min(length, FIRST) : FIRST];
        int read = 0;
        while (read != length) {
            if (!comes(in, place, deadline)) {
                throw tooSlow();
            }
            int more = in.read(body, read, body.length - read);
            if (more < 0) {
                break;
            }
            read += more;
            if (read > most) {
                swallow(in, place, deadline);
                throw tooLarge();
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooSlow();
            }
            if (read == body.length && read != length) {
                body = Arrays.copyOf(body, 2 * read);
            }
        }
        return read == body.length ? body : Arrays.copyOf(body, read);
    }

    /** Whether more of a body, or its end, came in time; its place is given away while it is waited for. */
    private static boolean comes(RequestBytes in, Places.Place place, long deadline) throws IOException {
        if (in.available() == 0) {
            place.await();
        }
        return in.comes(deadline);
    }

    /** Takes the rest of what is too large, if not by far: who is cut off while sending seldom reads why. */
    private void swallow(RequestBytes in, Places.Place place, long deadline) {
        byte[] unread = new byte[FIRST];
        long swallowed = 0;
        try {
            while (swallowed < SWALLOWED * most && System.nanoTime() - deadline < 0) {
                if (!comes(in, place, deadline)) {
                    return;
                }
                int more = in.read(unread, 0, unread.length);
                if (more < 0) {
                    return;
                }
                swallowed += more;
            }
        } catch (IOException e) {
            LOG.debug("a body that is refused ended before it was complete", e);
        }
    }

    private Problem tooLarge() {
        return Problem.of(Kind.TOO_LARGE, "the body has more than " + most + " bytes; send several requests");
    }

    private Problem tooSlow() {
        return Problem.of(Kind.TOO_SLOW, "the body was not complete after " + within.toMillis() + " ms")
                .with("Connection", "close");
    }
}
