package io.perennial.http.web;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads bodies of bounded size within bounded time: who sends a byte now and then holds a thread no longer than that.
 *
 * @param most   most bytes
 * @param within longest time a body may take to arrive
 */
record Body(long most, Duration within) {

    private static final int BUFFER = 8 * 1024;

    /** All of a body. */
    byte[] read(InputStream in) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        long deadline = System.nanoTime() + within.toNanos();
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                body.write(buffer, 0, read);
                if (body.size() > most) {
                    throw tooLarge();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw tooSlow();
                }
            }
            return body.toByteArray();
        } catch (IOException e) {
            throw Problem.of(Kind.BAD_REQUEST, "the body ended before it was complete");
        }
    }

    Problem tooLarge() {
        return Problem.of(Kind.TOO_LARGE, "the body has more than " + most + " bytes; send several requests");
    }

    private Problem tooSlow() {
        return Problem.of(Kind.TOO_SLOW, "the body was not complete after " + within.toMillis() + " ms")
                .with("Connection", "close");
    }
}
