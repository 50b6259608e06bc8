package io.perennial.http.web;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Blocker;

/** The body of a request, as it comes: tells without waiting whether some of it is there. One thread. */
final class RequestBytes extends InputStream {

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
        while (available() == 0) {
            if (chunk == null) {
                await();
            } else if (Content.Chunk.isFailure(chunk)) {
                throw new IOException(chunk.getFailure());
            } else if (chunk.isLast()) {
                return -1;
            } else {
                release();
            }
        }
        int read = chunk.get(into, offset, length);
        if (!chunk.hasRemaining()) {
            release();
        }
        return read;
    }

    private void await() throws IOException {
        try (Blocker.Runnable more = Blocker.runnable()) {
            source.demand(more);
            more.block();
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
