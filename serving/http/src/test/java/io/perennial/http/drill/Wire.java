package io.perennial.http.drill;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One kept-alive connection to a server of this machine, made again where the server ended it. What a request costs its
 * client is little, so that a drill measures the server. For one thread.
 */
public final class Wire implements AutoCloseable {

    private static final int LONGEST_SILENCE = 30_000;

    private final int port;
    private Optional<Socket> socket = Optional.empty();
    private InputStream in = InputStream.nullInputStream();

    private Wire(int port) {
        this.port = port;
    }

    /** A connection to a port, made when it is first used. */
    public static Wire to(int port) {
        return new Wire(port);
    }

    /** A question. */
    public static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** A question with a JSON body. */
    public static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** Asks, as {@link #ask(byte[])} does. */
    public Reply ask(String request) throws IOException {
        return ask(request.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Asks and waits for the whole answer.
     *
     * @throws IOException where no whole answer came: the connection was broken off, or nothing came for half a minute
     */
    public Reply ask(byte[] request) throws IOException {
        try {
            Socket open = socket.isPresent() ? socket.get() : connect();
            open.getOutputStream().write(request);
            Reply reply = reply();
            if (reply.isLast()) {
                close();
            }
            return reply;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connect() throws IOException {
        Socket open = new Socket(InetAddress.getLoopbackAddress(), port);
        open.setTcpNoDelay(true);
        open.setSoTimeout(LONGEST_SILENCE);
        in = new BufferedInputStream(open.getInputStream());
        socket = Optional.of(open);
        return open;
    }

    private Reply reply() throws IOException {
        String head = head();
        Optional<String> length = Reply.header(head, "Content-Length");
        byte[] body = length.isPresent() ? in.readNBytes(Integer.parseInt(length.get())) : chunks();
        if (length.isPresent() && body.length != Integer.parseInt(length.get())) {
            throw new EOFException("the answer ended after " + body.length + " of " + length.get() + " bytes");
        }
        return Reply.of(head, new String(body, StandardCharsets.UTF_8));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended after '" + line + "'");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (socket.isPresent()) {
            socket.get().close();
            socket = Optional.empty();
        }
    }
}
