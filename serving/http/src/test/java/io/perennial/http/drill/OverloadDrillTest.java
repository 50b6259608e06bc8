package io.perennial.http.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.LiveState;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three times as much is asked as the server can do: what it lets in it answers right, the rest it refuses at once in
 * words, and afterwards it is as it was. Capacity, goodput and the time of a refusal are printed; the long form is
 * {@code -Dperennial.drill.overload=60}, seconds. {@code -Dperennial.drill.rows=1} asks for as many rows each time,
 * {@code -Ddrill.seed=N} draws others.
 */
class OverloadDrillTest {

    private static final int SECONDS = Integer.getInteger("perennial.drill.overload", 1);
    private static final int ROWS = Integer.getInteger("perennial.drill.rows", 100);
    private static final long SEED = Long.getLong("drill.seed", 1);
    private static final int LONG_SECONDS = 10;
    private static final int QUESTIONS = 20;
    private static final int IN_FLIGHT = 16;
    private static final int FITTING = IN_FLIGHT / 2;
    private static final int TOO_MANY = 6 * IN_FLIGHT;
    private static final double TOO_MUCH = 3;

    /** A question, and what the server answers when nobody else asks. */
    private record Asked(String request, String answer) {}

    @TempDir
    Path root;

    private final List<Asked> asked = new ArrayList<>();

    @BeforeEach
    void publish() throws IOException {
        Registry registry = Registry.at(root.resolve("models"));
        TinyCompany.publishModels(registry);
        TinyCompany.publish(registry, "churn", Forests.churn(SEED, 300, 6), TinyCompany.SCHEMA);
        Files.writeString(root.resolve("server.toml"), "[limits]\nin_flight = " + IN_FLIGHT + "\n");
    }

    @Test
    void what_is_too_much_is_refused_in_words_and_all_else_is_answered_right() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                root.resolve("models"),
                ServerProcess.AS_SERVED,
                "--decisions",
                "off",
                "--config",
                root.resolve("server.toml").toString())) {
            askCalmly(server);
            Tally warm = closed(server);
            Tally fitting = closed(server);
            Tally tooMuch = new Tally();
            double capacity = fitting.answered.count() / (double) SECONDS;
            long sent = overload(server, capacity, tooMuch);
            assertEquals(0, tooMuch.lost.get(), where("requests without an answer: " + tooMuch.firstLoss));
            assertEquals(sent, tooMuch.answered.count() + tooMuch.refused.count(), where("answers"));
            assertTrue(tooMuch.answered.count() > 0, where("nothing was answered"));
            assertTrue(tooMuch.refused.count() > 0, where("nothing was refused"));
            assertEquals(0, warm.refused.count() + fitting.refused.count(), where("refused where all had a place"));
            print(capacity, sent, tooMuch);
            askAgain(server);
        }
    }

    private static String where(String what) {
        return "drill.seed=" + SEED + ": " + what;
    }

    private Tally closed(ServerProcess server) throws InterruptedException {
        Tally tally = new Tally();
        new Load(server.port(), FITTING).closed(ask(tally), Load.after(SECONDS));
        return tally;
    }

    /** How many were asked: at a steady rate, or as fast as can be where too little was measured to know a rate. */
    private long overload(ServerProcess server, double capacity, Tally tally) throws InterruptedException {
        Load load = new Load(server.port(), TOO_MANY);
        return SECONDS < LONG_SECONDS
                ? load.closed(ask(tally), Load.after(SECONDS))
                : load.paced(TOO_MUCH * capacity, ask(tally), Load.after(SECONDS));
    }

    /** Answers of a server that has nothing else to do, held against the models themselves. */
    private void askCalmly(ServerProcess server) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        try (LiveState live = new LiveState(Registry.at(root.resolve("models")), ChurnGrade.Thresholds.defaults());
                Wire wire = Wire.to(server.port())) {
            live.refresh();
            Scorer scorer = live.state().requireScorer();
            for (int i = 0; i < QUESTIONS; i++) {
                int rows = ROWS == 1 ? 1 : 1 + random.nextInt(2 * ROWS - 1);
                int[] silences = random.ints(rows, 0, 400).toArray();
                String request = Wire.post("/v1/score", body(silences));
                Reply reply = wire.ask(request);
                assertEquals(200, reply.status(), reply.text());
                check(scorer, silences, reply);
                asked.add(new Asked(request, reply.text()));
            }
        }
    }

    private static String body(int[] silences) {
        List<String> rows = Arrays.stream(silences)
                .mapToObj(days -> "{\"user\":\"u" + days + "\",\"features\":{\"silence_days\":" + days + "}}")
                .toList();
        return "{\"asOf\":\"" + TinyCompany.AS_OF + "\",\"rows\":[" + String.join(",", rows) + "]}";
    }

    private static void check(Scorer scorer, int[] silences, Reply reply) throws IOException {
        JsonNode rows = new ObjectMapper().readTree(reply.text()).get("rows");
        assertEquals(silences.length, rows.size());
        for (int i = 0; i < silences.length; i++) {
            double[] features = new double[FeatureCatalogue.features().size()];
            Arrays.fill(features, Double.NaN);
            features[FeatureCatalogue.index("silence_days")] = silences[i];
            Subject subject = Subject.of("u", TinyCompany.AS_OF, features, null, TinyCompany.SCHEMA, "drill");
            assertEquals(
                    scorer.score(subject.row()).churn().orElseThrow().probability(),
                    rows.get(i).at("/answer/score/churn_probability").doubleValue(),
                    where("row " + i));
        }
    }

    private Load.Asking ask(Tally tally) {
        return (wire, number) -> {
            Asked one = asked.get((int) (number % QUESTIONS));
            long began = System.nanoTime();
            Reply reply;
            try {
                reply = wire.ask(one.request());
            } catch (IOException e) {
                tally.lost(e);
                return;
            }
            tally.add(one, reply, System.nanoTime() - began);
        };
    }

    /** What became of many questions. */
    private static final class Tally {

        private final Latencies answered = new Latencies();
        private final Latencies refused = new Latencies();
        private final AtomicInteger lost = new AtomicInteger();
        private volatile String firstLoss = "";

        void lost(IOException e) {
            if (lost.incrementAndGet() == 1) {
                firstLoss = e.toString();
            }
        }

        void add(Asked one, Reply reply, long nanos) {
            if (reply.status() == 200) {
                assertEquals(one.answer(), reply.text(), where("another answer"));
                answered.add(nanos);
                return;
            }
            assertEquals(503, reply.status(), where(reply.text()));
            assertTrue(reply.header("Retry-After").isPresent(), where(reply.head()));
            assertTrue(reply.text().contains("urn:perennial:problem:busy"), where(reply.text()));
            refused.add(nanos);
        }
    }

    private static void print(double capacity, long sent, Tally tooMuch) {
        double goodput = tooMuch.answered.count() / (double) SECONDS;
        System.out.printf(
                Locale.ROOT,
                "overload: about %d rows a request, %d in flight; capacity %,.0f/s with %d clients; %d clients asked"
                        + " %,.0f/s (%.1f times) for %d s: goodput %,.0f/s (%.0f %%), answered %s; refused %,d: %s; lost %d%n",
                ROWS,
                IN_FLIGHT,
                capacity,
                FITTING,
                TOO_MANY,
                sent / (double) SECONDS,
                sent / (double) SECONDS / capacity,
                SECONDS,
                goodput,
                100 * goodput / capacity,
                tooMuch.answered,
                tooMuch.refused.count(),
                tooMuch.refused,
                tooMuch.lost.get());
    }

    /** The server answers as if nothing had been. */
    private void askAgain(ServerProcess server) throws IOException {
        try (Wire wire = Wire.to(server.port())) {
            for (Asked one : asked) {
                Reply reply = wire.ask(one.request());
                assertEquals(200, reply.status(), where("after it: " + reply.text()));
                assertEquals(one.answer(), reply.text(), where("another answer after it"));
            }
        }
    }
}
