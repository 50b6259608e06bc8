package io.perennial.training.bench;

import io.perennial.training.bench.ServeReport.Against;
import io.perennial.training.load.Exchange;
import io.perennial.training.load.Generator;
import io.perennial.training.load.Outcome;
import io.perennial.training.load.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The server under load, beside an echo, hello-world on the same Jetty, and others that score the same trees. */
final class ServeBench {

    private static final long SEED = 1;
    private static final int GENERATOR_CORE = 1;
    private static final double STEADY = 1_000;
    private static final double EXPLAINED = 20;
    private static final double TOLERANCE = 1e-5;
    private static final int MOST_WARM_UPS = 10;

    private static final String CLOSED = "1 row, closed loop";
    private static final String STEADILY = "1 row, " + (int) STEADY + "/s";
    private static final String INFER = "V2 infer, ";
    private static final String EXPLAIN = "V1 explain, ";
    private static final String BESIDE = INFER + STEADILY + ", beside " + (int) EXPLAINED + " explained/s";

    /** Hello-world before Javalin sees the request, as our own scores and reasons are answered. */
    private static final String ALONE = "Jetty alone";

    private static final Pattern SCORE =
            Pattern.compile("\"(?:data|predictions)\":\\[+(?:\\{\"churn_probability\":)?([-0-9.Ee]+)");

    /** How much is measured. */
    record Size(
            int population, int trees, int depth, int width, int batch, Duration time, Duration warmUp, int rounds) {
        static Size of(int seconds, int rounds) {
            return new Size(20_000, 300, 6, 60, 1_000, Duration.ofSeconds(seconds), Duration.ofSeconds(12), rounds);
        }
    }

    /** One measurement that is made again in every round. */
    private record Plan(Peer peer, String what, Exchange exchange, int connections, double rate, int rows) {

        Outcome run(Duration time) throws IOException {
            Generator generator = new Generator(peer.port(), exchange, connections);
            return rate == 0 ? generator.closed(time) : generator.open(rate, time);
        }
    }

    private final Size size;
    private final Consumer<String> progress;

    ServeBench(Size size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
    }

    ServeReport run() {
        Machine machine = Machine.here();
        try {
            Path folder = Files.createTempDirectory("bench-serve");
            try {
                return run(machine, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the load could not be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while measuring", e);
        }
    }

    private ServeReport run(Machine machine, Path folder) throws IOException, InterruptedException {
        Population population = Population.of(size.population(), SEED).narrowed(size.width());
        NativeTrees library = NativeTrees.learn(population, size.trees(), size.depth(), progress);
        ServedTrees model = new ServedTrees(library, size.width());
        model.publish(folder.resolve("models"), population.rows(), SEED);
        Path booster = folder.resolve("booster.json");
        library.save(booster);
        try (ServePeers peers = ServePeers.start(folder, folder.resolve("models"), booster, progress)) {
            boolean isPinned = Peer.holdSelfTo(GENERATOR_CORE);
            ServeBodies bodies = new ServeBodies(population.rows(), size.batch());
            List<Plan> plans = plans(peers, bodies);
            boolean isEqual = isEqual(plans, model.probability(population.rows()[0]));
            List<Measured> measured = new ArrayList<>(measured(plans));
            measured.add(besideExplanations(peers.ours(), bodies));
            boolean hasNoFailure = measured.stream().allMatch(one -> one.failures() == 0);
            return new ServeReport(
                    "perennial bench serve",
                    machine,
                    setting(library, peers, isPinned),
                    measured,
                    bars(measured),
                    isEqual && hasNoFailure);
        }
    }

    private List<String> setting(NativeTrees library, ServePeers peers, boolean isPinned) throws IOException {
        return List.of(
                library + ", made by seed " + SEED,
                "servers "
                        + (isPinned
                                ? "on core 0, the generator on core " + GENERATOR_CORE
                                : "not held to cores: taskset is missing")
                        + "; each measurement " + size.time().toSeconds() + " s, " + size.rounds()
                        + " rounds in turn, medians, after a warm-up of the same kind that takes the server "
                        + size.warmUp().toSeconds() + " s of processor time",
                "64 connections in the closed loop; the open loop has 16, latency counted from when a request was due",
                "rows/s of core: per second of the server's own processor time, collector and compiler included",
                peers.peer(ServePeers.FASTAPI).isPresent()
                        ? "FastAPI, uvicorn and XGBoost as Debian packages them"
                        : "FastAPI is not measured: /usr/bin/python3 lacks fastapi, uvicorn, numpy or xgboost (Debian:"
                                + " apt-get install python3-fastapi python3-uvicorn python3-xgboost)",
                "perennial holds " + peers.ours().residentMiB() + " MiB after it; load of the machine when it ended: "
                        + Machine.here().load());
    }

    private List<Plan> plans(ServePeers peers, ServeBodies bodies) {
        Peer ours = peers.ours();
        String infer = "/v2/models/churn/infer";
        String predict = "/v1/models/churn:predict";
        List<Plan> plans = new ArrayList<>();
        for (String name : List.of(ServePeers.ECHO, ServePeers.HELLO)) {
            Peer floor = peers.peer(name).orElseThrow();
            plans.add(new Plan(floor, CLOSED, bodies.instances("/hello"), 64, 0, 1));
            plans.add(new Plan(floor, STEADILY, bodies.instances("/hello"), 16, STEADY, 1));
        }
        Peer hello = peers.peer(ServePeers.HELLO).orElseThrow();
        plans.add(new Plan(hello, ALONE + ", " + CLOSED, bodies.instances("/jetty"), 64, 0, 1));
        for (String name : List.of(ServePeers.SCORER, ServePeers.FASTAPI)) {
            peers.peer(name).ifPresent(peer -> {
                plans.add(new Plan(peer, CLOSED, bodies.instances("/predict"), 64, 0, 1));
                plans.add(new Plan(
                        peer, "batch of " + size.batch(), bodies.batchOfInstances("/predict"), 2, 0, size.batch()));
            });
        }
        plans.add(new Plan(ours, "V1 predict, " + CLOSED, bodies.instances(predict), 64, 0, 1));
        plans.add(new Plan(ours, "V1 predict, 1 row by name, closed loop", bodies.named(predict), 64, 0, 1));
        plans.add(new Plan(ours, INFER + CLOSED, bodies.tensors(infer), 64, 0, 1));
        plans.add(new Plan(ours, "/v1/score, 1 row by name, closed loop", bodies.own("/v1/score"), 64, 0, 1));
        plans.add(new Plan(ours, INFER + STEADILY, bodies.tensors(infer), 16, STEADY, 1));
        plans.add(new Plan(ours, batch(), bodies.batchOfTensors(infer), 2, 0, size.batch()));
        plans.add(new Plan(ours, batch() + ", bytes", bodies.batchOfBytes(infer), 2, 0, size.batch()));
        plans.add(new Plan(ours, EXPLAIN + CLOSED, bodies.instances("/v1/models/churn:explain"), 4, 0, 1));
        return plans;
    }

    /** Every server that scores must give this score, up to the floats of the library. */
    private boolean isEqual(List<Plan> plans, double expected) throws IOException {
        boolean isEqual = true;
        for (Plan plan : plans) {
            Matcher score = SCORE.matcher(new Generator(plan.peer().port(), plan.exchange(), 1).answer());
            if (score.find()) {
                double difference = Math.abs(Double.parseDouble(score.group(1)) - expected);
                isEqual &= difference <= TOLERANCE;
                if (difference > TOLERANCE) {
                    progress.accept(plan.peer().name() + " differs by " + difference + ": " + plan.what());
                }
            }
        }
        return isEqual;
    }

    private List<Measured> measured(List<Plan> plans) throws IOException {
        Map<Plan, List<Outcome>> outcomes = new LinkedHashMap<>();
        Map<Plan, List<Double>> seconds = new LinkedHashMap<>();
        for (Plan plan : plans) {
            if (plan.rate() == 0) {
                warmUp(plan);
            }
        }
        for (int round = 1; round <= size.rounds(); round++) {
            for (Plan plan : plans) {
                double before = plan.peer().processorTime().toNanos() / 1e9;
                Outcome outcome = plan.run(size.time());
                double after = plan.peer().processorTime().toNanos() / 1e9;
                tell(plan, "round " + round, outcome);
                outcomes.computeIfAbsent(plan, key -> new ArrayList<>()).add(outcome);
                seconds.computeIfAbsent(plan, key -> new ArrayList<>()).add(after - before);
            }
        }
        return plans.stream()
                .map(plan -> new Measured(
                        plan.peer().name(), plan.what(), plan.rows(), outcomes.get(plan), seconds.get(plan)))
                .toList();
    }

    /** Until the server has had so much of a processor: a busy machine takes longer to compile what is hot. */
    private void warmUp(Plan plan) throws IOException {
        long began = plan.peer().processorTime().toNanos();
        Outcome outcome;
        int times = 0;
        do {
            outcome = plan.run(size.time());
            times++;
        } while (times < MOST_WARM_UPS
                && plan.peer().processorTime().toNanos() - began < size.warmUp().toNanos());
        tell(plan, "warm-up", outcome);
    }

    private void tell(Plan plan, String when, Outcome outcome) {
        progress.accept(when + ": " + plan.peer().name() + ", " + plan.what() + ": " + outcome
                + (outcome.failures() == 0 ? "" : "; first: " + outcome.firstFailure()));
    }

    /** Scores at the steady rate while explanations are asked for beside them. */
    private Measured besideExplanations(Peer ours, ServeBodies bodies) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < size.rounds(); round++) {
            double before = ours.processorTime().toNanos() / 1e9;
            CompletableFuture<Outcome> explained = CompletableFuture.supplyAsync(() -> explain(ours, bodies));
            outcomes.add(
                    new Generator(ours.port(), bodies.tensors("/v2/models/churn/infer"), 16).open(STEADY, size.time()));
            explained.join();
            seconds.add(ours.processorTime().toNanos() / 1e9 - before);
        }
        return new Measured(ours.name(), BESIDE, 1, outcomes, seconds);
    }

    private Outcome explain(Peer ours, ServeBodies bodies) {
        try {
            return new Generator(ours.port(), bodies.instances("/v1/models/churn:explain"), 4)
                    .open(EXPLAINED, size.time());
        } catch (IOException e) {
            throw new UncheckedIOException("explanations could not be asked for", e);
        }
    }

    private List<Against> bars(List<Measured> all) {
        Measured echo = find(all, ServePeers.ECHO, STEADILY).orElseThrow();
        Measured hello = find(all, ServePeers.HELLO, CLOSED).orElseThrow();
        Measured alone = find(all, ServePeers.HELLO, ALONE + ", " + CLOSED).orElseThrow();
        Measured infer = find(all, ServePeers.OURS, INFER + CLOSED).orElseThrow();
        Measured steady = find(all, ServePeers.OURS, INFER + STEADILY).orElseThrow();
        Measured beside = find(all, ServePeers.OURS, BESIDE).orElseThrow();
        List<Against> bars = new ArrayList<>();
        bars.add(Against.atLeast("one-row scores a second of core", infer.perCoreSecond(), 20_000));
        bars.add(Against.atLeast(
                "one-row scores by hello-world's, per second of core",
                infer.perCoreSecond() / hello.perCoreSecond(),
                0.7));
        bars.add(Against.atLeast(
                "one-row scores by those of hello-world on Jetty alone",
                infer.perCoreSecond() / alone.perCoreSecond(),
                0.7));
        find(all, ServePeers.FASTAPI, CLOSED)
                .ifPresent(fastapi -> bars.add(Against.atLeast(
                        "one-row scores by FastAPI's, per second of core",
                        infer.perCoreSecond() / fastapi.perCoreSecond(),
                        8)));
        bars.add(Against.atMost("p50 at 1,000/s, ms", steady.millis(50), 0.25));
        bars.add(Against.atMost("p99 at 1,000/s, ms", steady.millis(99), 1));
        bars.add(Against.atMost("p99.9 at 1,000/s less echo's, ms", steady.millis(99.9) - echo.millis(99.9), 2));
        bars.add(Against.atLeast(
                "rows of a JSON batch a second of core",
                find(all, ServePeers.OURS, batch()).orElseThrow().perCoreSecond(),
                60_000));
        bars.add(Against.atLeast(
                "explanations a second of core",
                find(all, ServePeers.OURS, EXPLAIN + CLOSED).orElseThrow().perCoreSecond(),
                500));
        bars.add(
                Against.atMost("p99 beside explanations less p99 alone, ms", beside.millis(99) - steady.millis(99), 2));
        return bars;
    }

    private String batch() {
        return INFER + "batch of " + size.batch();
    }

    private static Optional<Measured> find(List<Measured> all, String who, String what) {
        return all.stream()
                .filter(one -> one.who().equals(who) && one.what().equals(what))
                .findFirst();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
