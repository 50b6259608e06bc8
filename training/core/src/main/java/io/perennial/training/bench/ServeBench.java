package io.perennial.training.bench;

import io.perennial.command.Machine;
import io.perennial.scoring.file.Disk;
import io.perennial.training.bench.ServedCompany.Learning;
import io.perennial.training.bench.ServedCompany.Person;
import io.perennial.training.load.Generator;
import io.perennial.training.load.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The server under load, beside an echo, hello-world on the same Jetty, and others that score the same trees. */
final class ServeBench {

    private static final long SEED = 1;
    private static final int GENERATOR_CORE = 1;
    private static final double TOLERANCE = 1e-5;

    /**
     * How much is measured.
     *
     * @param learned    rows the trees are learned from
     * @param users      of the company
     * @param people     of them who are asked about
     */
    record Size(
            int learned,
            int trees,
            int depth,
            int width,
            int users,
            int people,
            int batch,
            Duration time,
            Duration warmUp,
            int rounds) {
        static Size of(int seconds, int rounds) {
            return new Size(
                    20_000, 300, 6, 60, 30_000, 200, 1_000, Duration.ofSeconds(seconds), Duration.ofSeconds(3), rounds);
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
                Disk.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the load could not be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while measuring", e);
        }
    }

    private ServeReport run(Machine machine, Path folder) throws IOException, InterruptedException {
        ChurnRows labelled = ChurnRows.of(size.learned(), SEED).narrowed(size.width());
        NativeTrees library = NativeTrees.learn(labelled, size.trees(), size.depth(), progress);
        ServedTrees model = new ServedTrees(library, size.width());
        Path models = folder.resolve("models");
        model.publish(models, labelled.features(), SEED);
        Path booster = folder.resolve("booster.json");
        library.save(booster);
        Path registry = folder.resolve("company").resolve("models");
        ServedCompany company =
                ServedCompany.publish(registry, size.users(), new Learning(size.trees(), size.depth(), SEED), progress);
        try (ServePeers peers = ServePeers.start(folder, models, registry, booster, progress)) {
            boolean isPinned = Peer.holdSelfTo(GENERATOR_CORE);
            List<ServePlan> plans = plans(peers, labelled, model, company);
            boolean isEqual = isEqual(plans);
            List<Measured> measured = new ServeRounds(size.time(), size.warmUp(), size.rounds(), progress).of(plans);
            boolean hasNoFailure = measured.stream().allMatch(one -> one.failures() == 0);
            return new ServeReport(
                    "perennial bench serve",
                    machine,
                    setting(library, company, peers, isPinned),
                    measured,
                    new ServeBars(measured).all(size.batch()),
                    isEqual && hasNoFailure);
        }
    }

    private List<ServePlan> plans(ServePeers peers, ChurnRows labelled, ServedTrees model, ServedCompany company) {
        double[] batch = Arrays.stream(labelled.features(), 0, size.batch())
                .mapToDouble(model::probability)
                .toArray();
        ServePlans all = new ServePlans(peers, new ServeBodies(labelled.features(), size.batch()), batch);
        List<Person> people = company.people(size.people());
        return Stream.of(all.floors(), all.others(), all.ours(), all.ofCompany(company, people))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> setting(NativeTrees library, ServedCompany company, ServePeers peers, boolean isPinned)
            throws IOException {
        List<String> setting = new ArrayList<>();
        setting.add(library + ", made by seed " + SEED);
        setting.add("with users: " + company);
        setting.add("a full explanation: dimensions by 32 references, reasons, features, and the change since "
                + ServedCompany.EARLIER + ", when another version answered; kept to be traced");
        setting.add("servers "
                + (isPinned
                        ? "on core 0, the generator on core " + GENERATOR_CORE
                        : "not held to cores: taskset is missing")
                + "; each measurement " + size.time().toSeconds() + " s, " + size.rounds()
                + " rounds in turn, medians, after the same kind until its answers came no faster for "
                + ServeRounds.STILL + " s");
        setting.add("64 connections in the closed loop, of explanations 4, of users 1; the open loop has 16, latency"
                + " counted from when a request was due");
        setting.add("rows/s of core: per second of the server's own processor time, collector and compiler included");
        setting.add(
                peers.peer(ServePeers.FASTAPI).isPresent()
                        ? "FastAPI, uvicorn and XGBoost as Debian packages them"
                        : "FastAPI is not measured: /usr/bin/python3 lacks fastapi, uvicorn, numpy or xgboost (Debian:"
                                + " apt-get install python3-fastapi python3-uvicorn python3-xgboost)");
        setting.add("perennial holds " + peers.ours().residentMiB() + " MiB after it, with users "
                + peers.company().residentMiB() + " MiB; load of the machine when it ended: "
                + Machine.here().load());
        return setting;
    }

    /** Every row of every first request must be given its score, up to the floats of the library, and reasons in full. */
    private boolean isEqual(List<ServePlan> plans) throws IOException {
        boolean isEqual = true;
        for (ServePlan plan : plans) {
            if (plan.expected().length > 0) {
                byte[] answer = new Generator(plan.peer().port(), plan.exchange(), 1).answer();
                double difference = ServedScores.difference(ServedScores.of(answer), plan.expected());
                if (!(difference <= TOLERANCE)) {
                    progress.accept(plan.peer().name() + " differs by " + difference + ": " + plan.what());
                    isEqual = false;
                }
                if (plan.what().equals(ServePlans.FULL)) {
                    isEqual &= isFull(plan.peer(), answer);
                }
            }
        }
        return isEqual;
    }

    private boolean isFull(Peer server, byte[] answer) throws IOException {
        List<String> lacking = FullExplanation.lacking(server, answer);
        lacking.forEach(what -> progress.accept("an explanation lacks " + what));
        return lacking.isEmpty();
    }
}
