package io.perennial.training.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One kept-alive connection: at most one request is under way. */
final class Connection implements AutoCloseable {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int UNKNOWN = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private byte[] in = new byte[16 * 1024];
    private int read;
    private int headEnd = UNKNOWN;
    private int bodyLength;
    private long intended;

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(this);
    }

    static Connection open(int port, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        return new Connection(channel, selector);
    }

    /** Sends a request that should have been sent at an instant; latency counts from there. */
    void send(ByteBuffer request, long intendedNanos) throws IOException {
        out = request;
        intended = intendedNanos;
        read = 0;
        headEnd = UNKNOWN;
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    long intended() {
        return intended;
    }

    /** Goes on with what the socket is ready for; whether the answer is complete now. */
    boolean advance() throws IOException {
        if (out.hasRemaining()) {
            write();
        }
        if (read == in.length) {
            in = Arrays.copyOf(in, 2 * in.length);
        }
        int more = channel.read(ByteBuffer.wrap(in, read, in.length - read));
        if (more < 0) {
            throw new EOFException("the server closed a connection");
        }
        read += more;
        if (headEnd == UNKNOWN) {
            findHead();
        }
        return headEnd != UNKNOWN && (bodyLength == UNKNOWN ? endsWithLastChunk() : read >= headEnd + bodyLength);
    }

    private boolean endsWithLastChunk() {
        int from = read - LAST_CHUNK.length;
        return from >= headEnd && Arrays.equals(in, from, read, LAST_CHUNK, 0, LAST_CHUNK.length);
    }

    private void findHead() {
        for (int i = 3; i < read; i++) {
            if (in[i] == '\n' && in[i - 1] == '\r' && in[i - 2] == '\n') {
                headEnd = i + 1;
                bodyLength = contentLength();
                return;
            }
        }
    }

    /** The length the head states; unknown where the body comes in chunks. */
    private int contentLength() {
        for (int i = 0; i < headEnd - LENGTH.length; i++) {
            if (in[i] == '\n' && isLengthAt(i + 1)) {
                int end = i + 1 + LENGTH.length;
                int length = 0;
                for (; in[end] != '\r'; end++) {
                    length = in[end] == ' ' ? length : 10 * length + in[end] - '0';
                }
                return length;
            }
        }
        return UNKNOWN;
    }

    private boolean isLengthAt(int from) {
        for (int k = 0; k < LENGTH.length; k++) {
            if ((in[from + k] | 0x20) != LENGTH[k]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the answer's status is 200. */
    boolean isDone() {
        return in[9] == '2' && in[10] == '0' && in[11] == '0';
    }

    String head() {
        return new String(in, 0, Math.min(read, 200), StandardCharsets.UTF_8);
    }

    /** The answer's body. */
    byte[] body() {
        byte[] sent = Arrays.copyOfRange(in, headEnd, read);
        return bodyLength == UNKNOWN ? whole(sent) : sent;
    }

    /** What came in chunks. */
    private static byte[] whole(byte[] chunks) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (chunks[end] != '\r') {
                end++;
            }
            int size = Integer.parseInt(new String(chunks, at, end - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return whole.toByteArray();
            }
            whole.write(chunks, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
