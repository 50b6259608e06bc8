package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.drill.Crowd;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.registry.Registry;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists of a crowd and everything taken away of it; how long it took and how much memory it held is printed. For a
 * million users:
 *
 * <pre>mvn test -pl serving/http -am -Dtest=CrowdDrillTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dperennial.crowd=1000000</pre>
 */
class CrowdDrillTest {

    private static final int USERS = Integer.getInteger("perennial.crowd", 3_000);
    private static final int ASKED = 200;
    private static final List<String> QUERIES = List.of(
            "risk=at_risk&eligible=true",
            "sort=churn&risk=red",
            "sort=last_active&tier=top",
            "sort=silence&stage=dormant",
            "prefix=u0000&sort=ltv",
            "capacity=500&cost=2",
            "sort=value_if_retained&from=1000");

    @TempDir
    Path root;

    @Test
    void lists_of_a_crowd_are_answered_and_everything_is_taken_away_whole() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        try (RunningServer server = RunningServer.over(registry)) {
            Crowd.publish(registry, server.server().state().requireScorer(), root.resolve("bundle"), USERS);
            server.server().refresh();
            while (server.get("/v1/users?limit=1").statusCode() == 503) {
                Thread.sleep(500);
            }
            ask(server);
            takeAway(server);
        }
    }

    private static void ask(RunningServer server) throws Exception {
        Random random = new Random(1);
        QUERIES.forEach(query -> assertEquals(200, status(server, "/v1/users?" + query)));
        double[] millis = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            long started = System.nanoTime();
            assertEquals(200, status(server, "/v1/users?" + QUERIES.get(random.nextInt(QUERIES.size()))));
            millis[i] = (System.nanoTime() - started) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "list of %,d users: p50 %.1f ms, p95 %.1f ms, slowest %.1f ms%n",
                USERS,
                millis[ASKED / 2],
                millis[ASKED * 95 / 100],
                millis[ASKED - 1]);
    }

    private static int status(RunningServer server, String path) {
        try {
            return server.get(path).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static void takeAway(RunningServer server) throws Exception {
        long started = System.nanoTime();
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.uri("/v1/users?sort=user&columns=all&format=csv&trailer=true"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        Whole whole = new Whole();
        long heap = 0;
        try (InputStream in = answer.body()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                whole.add(buffer, read);
                Runtime now = Runtime.getRuntime();
                heap = Math.max(heap, now.totalMemory() - now.freeMemory());
            }
        }
        assertEquals("# rows=" + USERS + " sha256=" + whole.sha256(), whole.last());
        assertEquals(USERS + 2, whole.lines);
        assertTrue(whole.bytes > 100L * USERS, whole.bytes + " bytes");
        System.out.printf(
                Locale.ROOT,
                "taken away: %,d users, %,d bytes in %.1f s, heap at most %d MiB of both ends%n",
                USERS,
                whole.bytes,
                (System.nanoTime() - started) / 1e9,
                heap >> 20);
    }

    /** Reads a file with its last line apart, keeping no more than that line. */
    private static final class Whole {

        private final MessageDigest digest = FileStamp.newDigest();
        private byte[] line = {};
        private long bytes;
        private int lines;

        void add(byte[] buffer, int length) {
            bytes += length;
            int begin = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                    flush(buffer, begin, i + 1);
                    begin = i + 1;
                }
            }
            byte[] longer = Arrays.copyOf(line, line.length + length - begin);
            System.arraycopy(buffer, begin, longer, line.length, length - begin);
            line = longer;
        }

        private String said = "";

        private void flush(byte[] buffer, int from, int to) {
            digest.update(said.getBytes(StandardCharsets.UTF_8));
            said = new String(line, StandardCharsets.UTF_8)
                    + new String(buffer, from, to - from, StandardCharsets.UTF_8);
            line = new byte[0];
        }

        String last() {
            return said.stripTrailing();
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
