package io.perennial.http.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.access.Gate;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Request;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.LimitConfig;
import io.perennial.http.config.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that ask and then do not read what they asked for, of a server that answers one request at once. */
@Timeout(60)
class UnreadAnswersTest {

    /** More than lies between a server and a client that reads nothing, however much the kernel takes. */
    private static final byte[] LARGE = new byte[24 << 20];

    private static final Duration LONG = Duration.ofMinutes(5);

    /** Which way a request goes; a cookie makes it the long one. */
    private enum Way {
        FAST(""),
        LONG("Cookie: a=b\r\n");

        private final String header;

        Way(String header) {
            this.header = header;
        }
    }

    /** What a client is given that does not wait for the end of it. */
    private enum Given {
        WHOLE {
            @Override
            Answer answer() {
                return Answer.of(200, "application/octet-stream", LARGE);
            }
        },
        STREAM {
            @Override
            Answer answer() {
                return Answer.streaming("application/octet-stream", out -> out.write(LARGE));
            }
        };

        abstract Answer answer();
    }

    private final List<Socket> sockets = new ArrayList<>();
    private WebServer server;

    /** One request at once, so that four may wait for their clients. */
    private void start(Duration within) {
        server = WebServer.of(
                        ConfigBuilder.of(ServerConfig.defaults().withPort(0))
                                .limits(new LimitConfig(1, 50, 0, 1, within, LONG))
                                .build(),
                        List.of(FastLaneTest.post("/v1/things/{name}", UnreadAnswersTest::thing)),
                        Gate.of(ServerConfig.defaults(), Clock.systemUTC()),
                        ErrorPages.NONE,
                        (route, method, status, nanos) -> {})
                .listen();
    }

    private static Answer thing(Request request) {
        return request.path("name").equals("small")
                ? Answer.of(200, "application/octet-stream", new byte[1])
                : Given.valueOf(request.path("name")).answer();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    /** Asks, and asks again while it is refused; the answer then is on its way, and nothing but its first bytes was read. */
    private Socket ask(String name, Way way) throws Exception {
        while (true) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(4 << 10);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.getOutputStream()
                    .write(("POST /v1/things/" + name + " HTTP/1.1\r\nHost: localhost\r\n" + way.header
                                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (status.equals("HTTP/1.1 200")) {
                return socket;
            }
            assertTrue(status.equals("HTTP/1.1 503"), status);
            socket.close();
            Thread.sleep(10);
        }
    }

    private static long rest(Socket socket) throws IOException {
        try {
            return socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            return 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void answers_that_nobody_reads_keep_nobody_else_from_being_answered(Way way) throws Exception {
        start(LONG);
        for (Given given : Given.values()) {
            ask(given.name(), way);
            ask(given.name(), way);
        }
        ask("small", way);
    }

    @ParameterizedTest
    @EnumSource
    void answers_that_nobody_reads_end_in_bounded_time(Way way) throws Exception {
        start(Duration.ofMillis(500));
        List<Socket> unread = new ArrayList<>();
        // More than there are places for, of either kind: the last ones get what those before had to leave.
        for (Given given : Given.values()) {
            for (int i = 0; i < 4; i++) {
                unread.add(ask(given.name(), way));
            }
        }
        ask("small", way);
        for (Socket socket : unread.subList(0, 3)) {
            assertTrue(rest(socket) < LARGE.length);
        }
    }
}
