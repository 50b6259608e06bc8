package io.perennial.http.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.content.AsyncContent;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body is read as it comes: each piece here is sent once the one before it was taken. */
@Timeout(60)
class RequestBytesTest {

    private final AsyncContent sent = new AsyncContent();
    private final RequestBytes bytes = new RequestBytes(sent);
    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        reader.shutdownNow();
    }

    private static ByteBuffer piece(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a piece and waits until it was taken. */
    private void send(String text) throws IOException {
        try (Blocker.Callback taken = Blocker.callback()) {
            sent.write(false, piece(text), taken);
            taken.block();
        }
    }

    @Test
    void a_body_that_comes_piece_by_piece_is_read_whole() throws Exception {
        Future<byte[]> body = reader.submit(bytes::readAllBytes);
        for (String text : List.of("{", " \"weight\"", ": ", "3}")) {
            send(text);
        }
        sent.close();
        assertEquals("{ \"weight\": 3}", new String(body.get(20, TimeUnit.SECONDS), StandardCharsets.US_ASCII));
    }

    @Test
    void what_has_come_is_known_without_waiting_for_more() throws Exception {
        assertEquals(0, bytes.available());
        sent.write(false, piece("abc"), Callback.NOOP);
        assertEquals(3, bytes.available());
        assertEquals('a', bytes.read());
        assertEquals(2, bytes.available());
        assertEquals("bc", new String(bytes.readNBytes(2), StandardCharsets.US_ASCII));
        assertEquals(0, bytes.available());
        assertEquals(0, bytes.read(new byte[1], 0, 0));
    }

    @Test
    void what_does_not_come_is_waited_for_no_longer_than_said() throws Exception {
        assertFalse(bytes.comes(System.nanoTime() + 1_000_000));
        RequestBytes later = new RequestBytes(new AsyncContent());
        assertFalse(later.comes(System.nanoTime() - 1));
    }

    @Test
    void the_end_of_a_body_has_come_too() throws Exception {
        sent.close();
        assertTrue(bytes.comes(System.nanoTime() - 1));
        assertEquals(-1, bytes.read());
    }

    @Test
    void a_body_that_breaks_off_is_an_error_and_no_end() throws Exception {
        Future<byte[]> body = reader.submit(bytes::readAllBytes);
        send("{ \"wei");
        sent.fail(new IOException("the client is gone"));
        Exception failure = assertThrows(Exception.class, () -> body.get(20, TimeUnit.SECONDS));
        assertEquals(IOException.class, failure.getCause().getClass());
    }
}
