package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.answer.Subject;
import io.perennial.http.config.AlarmFile;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms about everybody over HTTP, in metrics, on the overview and at a webhook, of a company whose values fall. */
class AlarmsTest {

    private static final int USERS = 400;
    private static final int WEEK = 7;

    @TempDir
    Path root;

    private HttpServer hook;
    private final AtomicInteger calls = new AtomicInteger();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private RunningServer server;
    private Registry registry;

    @BeforeEach
    void start() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/hook", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // The first call fails and is to be made again.
            exchange.sendResponseHeaders(calls.getAndIncrement() == 0 ? 503 : 204, -1);
            exchange.close();
        });
        hook.start();
        Path alarms = Files.writeString(
                root.resolve("alarms.toml"),
                "complaints.on = false\nwebhook.url = \"http://127.0.0.1:"
                        + hook.getAddress().getPort() + "/hook\"\n");
        registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        server = RunningServer.over(
                registry,
                ConfigBuilder.of(ServerConfig.defaults())
                        .alarms(AlarmFile.read(alarms))
                        .build());
    }

    @AfterEach
    void stop() {
        server.close();
        hook.stop(0);
    }

    @Test
    void a_tier_that_falls_two_loads_in_a_row_rings_everywhere_it_should() throws Exception {
        load(2, 50);
        assertEquals("too_short", alarms().get("tier_value").get("unknown").asText());
        load(1, 30);
        assertEquals("too_short", alarms().get("tier_value").get("unknown").asText());
        load(0, 18);
        Map<String, JsonNode> alarms = alarms();
        JsonNode tier = alarms.get("tier_value");
        assertEquals("red", tier.get("colour").asText(), tier.toString());
        assertEquals(
                TinyCompany.AS_OF.minusDays(WEEK).toString(), tier.get("since").asText());
        assertTrue(tier.get("value").asDouble() > 0.3 && tier.get("value").asDouble() < 0.4, tier.toString());
        JsonNode spread = alarms.get("ltv_dispersion");
        assertEquals(
                dispersion(ledgers(0, 18), TinyCompany.AS_OF),
                spread.get("value").asDouble(),
                1e-9);
        assertEquals("amber", spread.get("colour").asText());
        assertEquals(
                TinyCompany.AS_OF.minusDays(2 * WEEK).toString(),
                spread.get("since").asText());
        assertTrue(spread.get("red").isNull());
        assertEquals("too_few", alarms.get("active_users").get("unknown").asText());
        assertEquals("no_kind", alarms.get("penetration").get("unknown").asText());
        assertFalse(alarms.containsKey("complaints"), "it is off");
        String metrics = server.get("/metrics").body();
        assertTrue(metrics.contains("perennial_alarm{alarm=\"tier_value\"} 2"), metrics);
        assertTrue(metrics.contains("perennial_alarm{alarm=\"ltv_dispersion\"} 1"), metrics);
        assertTrue(metrics.contains("perennial_alarm{alarm=\"complaints\"} -1"), metrics);
        isOnOverview("en", "Fall of a value tier's mean", "high", "too few users");
        isOnOverview("zh", "价值层级均值降幅", "高", "用户过少");
    }

    @Test
    void a_load_with_alarms_that_ring_is_told_to_the_webhook_until_it_is_taken_without_being_asked() throws Exception {
        load(0, 18);
        String first = told.poll(60, TimeUnit.SECONDS);
        String second = told.poll(60, TimeUnit.SECONDS);
        assertNotNull(second, "it was not told again after " + first);
        assertEquals(first, second);
        assertEquals(server.get("/v1/alarms").body(), second);
        assertTrue(second.contains("\"colour\":\"amber\""), second);
    }

    /** In the table of alarms there is one that is red, called so in words, and one that can't be told. */
    private void isOnOverview(String language, String tier, String red, String few) throws Exception {
        String page = server.get("/?lang=" + language).body();
        String table = page.substring(page.indexOf("id=\"whole\""));
        String row = table.substring(table.indexOf(tier), table.indexOf("</tr>", table.indexOf(tier)));
        assertTrue(row.contains("risk red") && row.contains("</svg>" + red), row);
        assertTrue(table.substring(0, table.indexOf("</table>")).contains(few), table);
    }

    private void load(int weeksBack, int richness) {
        LocalDate asOf = TinyCompany.AS_OF.minusDays((long) WEEK * weeksBack);
        TinyCompany.publishPopulation(
                registry,
                server.server().state().requireScorer(),
                root.resolve("bundle" + weeksBack),
                new TinyCompany.Batch(asOf, "data " + weeksBack, ledgers(weeksBack, richness), Map.of()));
        server.server().refresh();
    }

    /** The company so many weeks earlier, as silent as today, with so many times the money. */
    private static List<UserLedger> ledgers(int weeksBack, int richness) {
        return TinyCompany.ledgers(USERS).stream()
                .map(ledger -> new UserLedger(
                        ledger.user(),
                        ledger.days().stream()
                                .map(day -> moved(day, -WEEK * weeksBack, richness))
                                .toList()))
                .toList();
    }

    private static LedgerDay moved(LedgerDay day, int by, int richness) {
        int[] counts = new int[EventKind.COUNT];
        day.kinds().kinds().forEach(kind -> counts[kind.index()] = day.count(kind));
        return new LedgerDay(day.day() + by, counts, day.spendMinor() * richness, 0, 60, 0, 0, new int[0], new int[0]);
    }

    private Map<String, JsonNode> alarms() throws Exception {
        Map<String, JsonNode> alarms = new HashMap<>();
        json(server.get("/v1/alarms"))
                .get("alarms")
                .forEach(alarm -> alarms.put(alarm.get("alarm").asText(), alarm));
        return alarms;
    }

    private double dispersion(List<UserLedger> ledgers, LocalDate asOf) {
        Scorer scorer = server.server().state().requireScorer();
        double[] ltv = ledgers.stream()
                .map(ledger -> Subject.of(ledger, asOf, TinyCompany.FIRST_DAY, (FeatureSchema) scorer.schema(), "test"))
                .map(subject -> scorer.score(subject.row()))
                .filter(Score::eligible)
                .flatMap(score -> score.value().stream())
                .mapToDouble(Score.ValueScore::ltv)
                .toArray();
        double mean = Arrays.stream(ltv).average().orElseThrow();
        double square = Arrays.stream(ltv).map(its -> its * its).average().orElseThrow();
        return Math.sqrt(square - mean * mean) / mean;
    }
}
