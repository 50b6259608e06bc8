package io.perennial.http.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/** The body of a request, as it comes: tells without waiting whether some of it is there. One thread at a time. */
final class RequestBytes extends InputStream {

    /** The request's attribute that holds its body. */
    static final String BODY = "perennial.body";

    private final Content.Source source;
    private Content.Chunk chunk;

    RequestBytes(Content.Source source) {
        this.source = source;
    }

    @Override
    public int available() {
        if (chunk == null) {
            chunk = source.read();
        }
        return chunk == null || Content.Chunk.isFailure(chunk) ? 0 : chunk.remaining();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        comes(System.nanoTime() + Long.MAX_VALUE);
        if (Content.Chunk.isFailure(chunk)) {
            throw new IOException(chunk.getFailure());
        }
        if (!chunk.hasRemaining()) {
            return -1;
        }
        int read = chunk.get(into, offset, length);
        if (!chunk.hasRemaining()) {
            release();
        }
        return read;
    }

    /**
     * Waits for more of it, or its end: the next read then waits for nothing. Once it came too late nothing more can be
     * waited for.
     *
     * @param deadline by {@link System#nanoTime}
     * @return whether it came by then
     */
    boolean comes(long deadline) throws IOException {
        while (available() == 0) {
            if (chunk == null) {
                if (!isAwaited(deadline)) {
                    return false;
                }
            } else if (Content.Chunk.isFailure(chunk) || chunk.isLast()) {
                return true;
            } else {
                release();
            }
        }
        return true;
    }

    private boolean isAwaited(long deadline) throws IOException {
        CountDownLatch more = new CountDownLatch(1);
        source.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, more::countDown));
        try {
            return more.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
    }

    private void release() {
        chunk = Content.Chunk.releaseAndNext(chunk);
    }

    /** Gives back what was not read. */
    @Override
    public void close() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }
}
