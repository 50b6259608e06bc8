package io.perennial.http.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No input breaks the server: whatever comes over the wire is answered, or the connection closed, without a 5xx, without
 * a stack trace, and the next good request is answered as ever. Each failure names its seed. Longer runs:
 *
 * <pre>mvn test -pl serving/http -am -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dperennial.fuzz.raw=50000 -Dperennial.fuzz.bodies=1000000</pre>
 */
class FuzzTest {

    private static final int RAW = Integer.getInteger("perennial.fuzz.raw", 400);
    private static final int BODIES = Integer.getInteger("perennial.fuzz.bodies", 2_000);
    private static final long FIRST = Long.getLong("perennial.fuzz.first", 0);
    private static final int PROBE = 50;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern TRACE = Pattern.compile(
            "\\bat [a-z]+\\.[a-z.]+\\(|Exception|com\\.fasterxml|org\\.eclipse|io\\.perennial|java\\.lang");

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.ofTinyCompany(root, 30);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void no_bytes_on_a_socket_break_the_server() throws Exception {
        int answers = 0;
        for (long seed = FIRST; seed < FIRST + RAW; seed++) {
            String answer = exchange(RawRequests.draw(new Random(seed)));
            Matcher status = STATUS.matcher(answer);
            while (status.find()) {
                answers++;
                assertTrue(status.group(1).compareTo("500") < 0, "seed " + seed + ": " + answer);
            }
            assertFalse(TRACE.matcher(answer).find(), "seed " + seed + ": " + answer);
            probe(seed);
        }
        System.out.println(
                RAW + " raw requests from seed " + FIRST + " on: " + answers + " answers, none of 5xx, no trace");
    }

    @Test
    void no_body_breaks_any_route_that_takes_one() throws Exception {
        List<Target> targets = targets();
        assertTrue(targets.size() >= 2, targets.toString());
        Set<Integer> statuses = new java.util.TreeSet<>();
        for (long seed = FIRST; seed < FIRST + BODIES; seed++) {
            Random random = new Random(seed);
            Target target = targets.get(random.nextInt(targets.size()));
            HttpResponse<String> answer = server.send(HttpRequest.newBuilder(server.uri(target.path()))
                    .header("Content-Type", target.type())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Bodies.draw(random)))
                    .build());
            String where = "seed " + seed + ", " + target + ": " + answer.statusCode() + " " + answer.body();
            assertTrue(answer.statusCode() < 500, where);
            assertFalse(TRACE.matcher(answer.body()).find(), where);
            assertFalse(answer.body().contains("\"status\":500"), where);
            assertTrue(RunningServer.json(answer).isContainerNode(), where);
            statuses.add(answer.statusCode());
            probe(seed);
        }
        System.out.println(BODIES + " bodies from seed " + FIRST + " on, to " + targets.size()
                + " routes and media types: answered with " + statuses + ", no trace");
        assertTrue(statuses.containsAll(Set.of(200, 400)), "only " + statuses + " were ever answered");
    }

    private static void probe(long seed) throws Exception {
        if (seed % PROBE == 0) {
            String body = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":{\"silence_days\":9}}]}";
            HttpResponse<String> answer = server.post("/v1/score", body);
            assertEquals(200, answer.statusCode(), "after seed " + seed + ": " + answer.body());
        }
    }

    /** A route that takes bodies, and a media type it takes. */
    private record Target(String path, String type) {}

    private static List<Target> targets() throws Exception {
        List<Target> targets = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                RunningServer.json(server.get("/openapi.json")).get("paths").properties()) {
            JsonNode content = path.getValue().at("/post/requestBody/content");
            if (path.getValue().has("post") && !content.has("application/x-www-form-urlencoded")) {
                String asked = filledIn(path.getKey());
                content.fieldNames().forEachRemaining(type -> targets.add(new Target(asked, type)));
            }
        }
        return targets;
    }

    private static String filledIn(String path) {
        return path.replace(
                        "{id}",
                        RunningServer.encoded(TinyCompany.ledgers(30).get(1).user()))
                .replace("{name}", "churn")
                .replace("{version}", "1")
                .replace("{label}", "champion")
                .replaceAll("\\{\\w+}", "p-0");
    }

    /** What comes back until the server closes, or says nothing for a while. */
    private static String exchange(byte[] request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            // A server may hang up on what is no HTTP; the probe shows that it lives.
            return "";
        }
    }
}
