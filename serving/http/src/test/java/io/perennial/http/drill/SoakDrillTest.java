package io.perennial.http.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.perennial.features.event.EventKind;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scores and reasons, by the own routes and all standard protocols, events, lists and pages are asked for a while,
 * contacts and feedback recorded: what the server holds does not grow with what it answered. Heap after collection,
 * threads, open files and bytes on disk are printed; {@code -Dperennial.drill.soak=1800} is the long form, seconds,
 * {@code -Ddrill.seed=N} draws other requests.
 */
class SoakDrillTest {

    private static final int SECONDS = Integer.getInteger("perennial.drill.soak", 4);
    private static final long SEED = Long.getLong("drill.seed", 1);
    private static final int CLIENTS = 4;
    private static final int PER_SECOND = 120;
    private static final int USERS = 300;
    private static final int OWN = 22;
    private static final int MIX = OWN + ProtocolRequests.KINDS;
    private static final Pattern PREDICTION = Pattern.compile("\"predictionId\":\"([^\"]+)\"");

    /** Ids of events that come again and again; one of twenty is new. */
    private static final int KNOWN_EVENTS = 2_000;

    private static final int NEW_EVENTS = 20;
    private static final int LOG_BYTES = 4 << 20;
    private static final int SEGMENT_BYTES = 1 << 20;

    /** An object of 16 bytes and its place in a list would be 20. */
    private static final int BYTES_A_REQUEST = 8;

    /** Half a MiB was measured after 20 seconds and after 120. */
    private static final long SLACK = 1 << 20;

    private static final int BYTES_AN_EVENT = 4_096;

    /** What people said is held, the newest 4 MiB of it; 545 bytes each were measured over half an hour. */
    private static final int BYTES_A_FEEDBACK = 1_024;

    @TempDir
    Path root;

    /** Those who were ever active: of the others there is no score to explain. */
    private final List<String> paths = TinyCompany.ledgers(USERS).stream()
            .filter(ledger -> ledger.days().stream().anyMatch(day -> day.count(EventKind.TOUCH) == 0))
            .map(ledger -> "/v1/users/" + RunningServer.encoded(ledger.user()))
            .toList();

    private final AtomicLong newEvents = new AtomicLong();
    private final AtomicLong feedback = new AtomicLong();
    private final AtomicReference<String> lastPrediction = new AtomicReference<>();

    /**
     * What the process holds.
     *
     * @param heap    bytes after collection
     * @param threads how many
     * @param files   open descriptors; 0 where they can't be counted
     * @param log     bytes of the decision log
     * @param store   bytes of the store of live events
     */
    private record Held(long heap, int threads, long files, long log, long store) {}

    @Test
    void what_the_server_holds_does_not_grow_with_what_it_answers() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        DecisionConfig decisions =
                ConfigBuilder.sized(DecisionConfig.in(root.resolve("decisions")), LOG_BYTES, SEGMENT_BYTES);
        try (RunningServer server =
                RunningServer.over(registry, ServerConfig.defaults().withDecisions(decisions))) {
            TinyCompany.publishPopulation(
                    registry, server.server().state().requireScorer(), root.resolve("bundle"), USERS);
            server.server().refresh();
            sendKnownEvents(server);
            while (server.get("/v1/users?limit=1").statusCode() == 503) {
                Thread.sleep(100);
            }
            remember(server.get(paths.get(0) + "/score").body());
            ask(server, Math.max(2, SECONDS / 5.0));
            Held before = held();
            long events = newEvents.get();
            long said = feedback.get();
            long asked = ask(server, SECONDS);
            Held after = held();
            print(before, after, asked);
            check(before, after, asked, newEvents.get() - events, feedback.get() - said);
        }
    }

    private long ask(RunningServer server, double seconds) throws InterruptedException {
        return new Load(server.server().port(), CLIENTS).paced(PER_SECOND, this::ask, Load.after(seconds));
    }

    private void ask(Wire wire, long number) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED + number);
        int kind = random.nextInt(MIX);
        if (kind >= OWN) {
            assertEquals(
                    200,
                    wire.ask(ProtocolRequests.of(kind - OWN, random)).status(),
                    () -> "drill.seed=" + SEED + ": kind " + (kind - OWN) + " of the protocols");
            return;
        }
        String request = request(kind, random);
        Reply reply = wire.ask(request);
        // Who was contacted often enough, or is held out, may not be again: that is an answer too.
        boolean isSaid = reply.status() == 200 || (reply.status() == 409 && request.contains("/contacts "));
        assertTrue(isSaid, () -> "drill.seed=" + SEED + ": " + request + "\n" + reply.text());
        if (request.startsWith("GET /v1/users/") && request.contains("/score ")) {
            remember(reply.text());
        }
    }

    private void remember(String score) {
        lastPrediction.set(
                PREDICTION.matcher(score).results().findFirst().orElseThrow().group(1));
    }

    private String request(int kind, SplittableRandom random) {
        String user = paths.get(random.nextInt(paths.size()));
        return switch (kind) {
            case 0, 1, 2 -> Wire.get(user + "/explanation?target=churn&lang=" + (random.nextBoolean() ? "en" : "zh"));
            case 3, 4, 5, 6 -> Wire.post("/v1/events", event(random));
            case 7 -> Wire.get("/v1/users?sort=churn&limit=20&from=" + random.nextInt(USERS));
            case 8 -> Wire.get("/users?risk=at_risk");
            case 9 -> Wire.get("/");
            case 10 -> Wire.get(user.substring("/v1".length()));
            case 11 -> Wire.get(user);
            case 12, 13, 14 ->
                Wire.post(
                        "/v1/score",
                        "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"r" + random.nextInt()
                                + "\",\"features\":{\"silence_days\":" + random.nextInt(400) + "}}]}");
            case 15 -> Wire.post(user + "/contacts", "{\"channel\":\"call\"}");
            case 16 -> feedback(random);
            default -> Wire.get(user + "/score");
        };
    }

    private String feedback(SplittableRandom random) {
        feedback.incrementAndGet();
        return Wire.post(
                "/v1/trace/" + lastPrediction.get() + "/feedback",
                "{\"kind\":\"reason_wrong\",\"text\":\"" + random.nextInt() + "\"}");
    }

    /** At first, so that what their store keeps of them at hand is no growth. */
    private static void sendKnownEvents(RunningServer server) throws Exception {
        List<String> events = IntStream.range(0, KNOWN_EVENTS)
                .mapToObj(known -> event(known, "e" + known))
                .toList();
        HttpResponse<String> kept = server.post("/v1/events", events(events));
        assertEquals(KNOWN_EVENTS, RunningServer.json(kept).get("accepted").asInt(), kept.body());
    }

    private String event(SplittableRandom random) {
        boolean isNew = random.nextInt(NEW_EVENTS) == 0;
        int known = random.nextInt(KNOWN_EVENTS);
        return events(List.of(event(known, isNew ? "n" + newEvents.incrementAndGet() : "e" + known)));
    }

    private static String event(int number, String id) {
        return "{\"user\":\"soaked " + number % USERS + "\",\"id\":\"" + id
                + "\",\"at\":\"2026-01-03T08:00:00Z\",\"kind\":\"visit\"}";
    }

    private static String events(List<String> events) {
        return "{\"events\":[" + String.join(",", events) + "]}";
    }

    private Held held() throws IOException {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Held(
                heap,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                files,
                bytes(root.resolve("decisions")),
                bytes(root.resolve("registry.live")));
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void print(Held before, Held after, long asked) {
        System.out.printf(
                Locale.ROOT,
                "soak of %d s: %,d requests; heap after collection %,d to %,d KiB (%.1f bytes a request), threads %d to %d,"
                        + " open files %d to %d, decision log %,d to %,d KiB, store of events %,d to %,d KiB%n",
                SECONDS,
                asked,
                before.heap() >> 10,
                after.heap() >> 10,
                (after.heap() - before.heap()) / (double) asked,
                before.threads(),
                after.threads(),
                before.files(),
                after.files(),
                before.log() >> 10,
                after.log() >> 10,
                before.store() >> 10,
                after.store() >> 10);
    }

    private static void check(Held before, Held after, long asked, long events, long said) {
        String where = "drill.seed=" + SEED + ": " + before + " became " + after + " by " + asked + " requests";
        long kept = BYTES_A_FEEDBACK * said;
        assertTrue(after.heap() - before.heap() < BYTES_A_REQUEST * asked + kept + SLACK, where);
        assertTrue(after.threads() - before.threads() <= 2 * CLIENTS, where);
        assertTrue(after.files() - before.files() <= 2 * CLIENTS, where);
        assertTrue(after.log() <= LOG_BYTES + 2 * SEGMENT_BYTES, where);
        assertTrue(after.store() - before.store() < BYTES_AN_EVENT * events + SLACK, where);
    }
}
