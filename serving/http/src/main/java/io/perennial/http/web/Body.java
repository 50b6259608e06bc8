package io.perennial.http.web;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads bodies of bounded size within bounded time: who sends a byte now and then holds a thread no longer than that,
 * and nobody else's place.
 *
 * @param most   most bytes
 * @param within longest time a body may take to arrive
 */
record Body(long most, Duration within) {

    /** A stated length is no reason to take more room at once. */
    private static final int FIRST = 8 * 1024;

    /**
     * All of a body.
     *
     * @param length as stated; -1 where it is not
     * @param place  of the request, given away while its client is waited for
     */
    byte[] read(InputStream in, long length, Places.Place place) {
        try {
            byte[] body = read(in, length, place, System.nanoTime() + within.toNanos());
            place.goOn();
            return body;
        } catch (IOException e) {
            throw Problem.of(Kind.BAD_REQUEST, "the body ended before it was complete");
        }
    }

    private byte[] read(InputStream in, long length, Places.Place place, long deadline) throws IOException {
        byte[] body = new byte[length >= 0 ? (int) Math.min(length, FIRST) : FIRST];
        int read = 0;
        while (read != length) {
            if (in.available() == 0) {
                place.await();
            }
            int more = in.read(body, read, body.length - read);
            if (more < 0) {
                break;
            }
            read += more;
            if (read > most) {
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

    Problem tooLarge() {
        return Problem.of(Kind.TOO_LARGE, "the body has more than " + most + " bytes; send several requests");
    }

    private Problem tooSlow() {
        return Problem.of(Kind.TOO_SLOW, "the body was not complete after " + within.toMillis() + " ms")
                .with("Connection", "close");
    }
}
