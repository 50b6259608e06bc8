package io.perennial.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of seeded damages over every published file: flipped bits, cuts, overwrites, deletions, swaps. No damaged
 * byte may ever change a score; what may answer is the champion, or a version that was good before it. More damages with
 * {@code -Dperennial.drill.damages=100000}, from {@code -Ddrill.seed=N} on. Every second seed has a registry of its own.
 */
@Tag("long-computation")
class DamageDrillTest {

    private static final int DAMAGES = Integer.getInteger("perennial.drill.damages", 20_000);
    private static final long FIRST = Long.getLong("drill.seed", 0);
    private static final int USERS = 20;

    /** Registries that are damaged beside each other. */
    private static final int LANES = 2;

    private static final List<UserLedger> LEDGERS = TinyCompany.ledgers(USERS);
    private static final List<Subject> SUBJECTS = LEDGERS.stream()
            .map(ledger -> Subject.of(ledger, TinyCompany.AS_OF, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "drill"))
            .toList();

    @TempDir
    Path root;

    @Test
    void no_damage_to_any_published_file_changes_a_score() throws Exception {
        int refused = 0;
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Lane> lanes = IntStream.range(0, LANES)
                    .mapToObj(number -> new Lane(root.resolve("lane-" + number), number))
                    .toList();
            for (Future<Integer> lane : threads.invokeAll(lanes)) {
                refused += lane.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println(DAMAGES + " damages: " + refused
                + " refused by a cold start, 0 wrong scores, 0 deaths; a running server never stopped answering");
        assertTrue(refused > DAMAGES / 2, "only " + refused + " damages were noticed at start");
    }

    /** A registry with a server on it, and its share of the damages. */
    private record Lane(Path root, int number) implements Callable<Integer> {

        /** How many damages a cold start refused something for. */
        @Override
        public Integer call() throws IOException {
            Files.createDirectories(root);
            Registry registry = Registry.at(root.resolve("registry"));
            TinyCompany.publishModels(registry);
            try (LiveState warm = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
                int refused = drill(registry, warm, publish(registry, warm));
                warm.refresh();
                assertEquals(
                        "churn@2", warm.state().requireScorer().churn().id().toString());
                assertEquals(List.of(), registry.verify("churn"));
                assertEquals(List.of(), registry.verify("population"));
                return refused;
            }
        }

        /** Publishes two versions of churn, each with a population; what they score, by version. */
        private Map<String, List<Score>> publish(Registry registry, LiveState warm) throws IOException {
            Map<String, List<Score>> good = new TreeMap<>();
            warm.refresh();
            good.put("churn@1", scores(warm.state()));
            TinyCompany.publishPopulation(registry, warm.state().requireScorer(), root.resolve("one"), USERS);
            warm.refresh();
            TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
            try (LiveState second = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
                second.refresh();
                good.put("churn@2", scores(second.state()));
                TinyCompany.publishPopulation(registry, second.state().requireScorer(), root.resolve("two"), USERS);
            }
            warm.refresh();
            return good;
        }

        private int drill(Registry registry, LiveState warm, Map<String, List<Score>> good) throws IOException {
            List<Path> files = files();
            int refused = 0;
            for (long seed = FIRST + number; seed < FIRST + DAMAGES; seed += LANES) {
                Random random = new Random(seed);
                Path file = files.get((int) (seed / LANES % files.size()));
                byte[] whole = Files.readAllBytes(file);
                damage(file, whole, files, random);
                String where = "drill.seed=" + seed + ", " + root.relativize(file);
                warm.refresh();
                checkScores(
                        good.get(warm.state().requireScorer().churn().id().toString()), scores(warm.state()), where);
                refused += check(registry, good, where) ? 1 : 0;
                write(file, whole);
            }
            return refused;
        }

        private List<Path> files() throws IOException {
            try (var paths = Files.walk(root.resolve("registry"))) {
                return paths.filter(Files::isRegularFile).sorted().toList();
            }
        }
    }

    /** Starts cold on the damaged registry; whether anything was refused. */
    private static boolean check(Registry registry, Map<String, List<Score>> good, String where) {
        try (LiveState cold = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            cold.refresh();
            ServingState state = cold.state();
            if (state.scorer().isPresent()) {
                List<Score> expected =
                        good.get(state.requireScorer().churn().id().toString());
                checkScores(expected, scores(state), where);
            }
            state.population().ifPresent(served -> checkPopulation(served, where));
            assertTrue(state.isReady() || !state.reason().isBlank(), where);
            return !state.refusals().isEmpty();
        }
    }

    /** Each part of each score is the very one it was, or is not given. */
    private static void checkScores(List<Score> expected, List<Score> found, String where) {
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).churn(), found.get(i).churn(), where);
            assertEquals(expected.get(i).profile(), found.get(i).profile(), where);
            int user = i;
            found.get(i)
                    .value()
                    .ifPresent(value -> assertEquals(expected.get(user).value(), Optional.of(value), where));
            assertTrue(
                    found.get(i).trend().isEmpty()
                            || found.get(i).trend().equals(expected.get(i).trend()),
                    where);
        }
    }

    private static void checkPopulation(ServedPopulation served, String where) {
        for (UserLedger ledger : LEDGERS) {
            try {
                PopulationRow row = served.population().user(ledger.user()).orElseThrow();
                assertEquals(ledger, row.ledger(), where);
            } catch (RegistryException refused) {
                assertEquals(RegistryException.Kind.DAMAGED, refused.kind(), where);
            }
        }
    }

    private static List<Score> scores(ServingState state) {
        Scorer.Session session = state.requireScorer().session();
        return SUBJECTS.stream().map(subject -> session.score(subject.row())).toList();
    }

    private static void damage(Path file, byte[] whole, List<Path> files, Random random) throws IOException {
        byte[] damaged = whole.clone();
        switch (random.nextInt(6)) {
            case 0 -> Files.delete(file);
            case 1 -> write(file, Arrays.copyOf(whole, whole.length == 0 ? 0 : random.nextInt(whole.length)));
            case 2 -> write(file, Files.readAllBytes(files.get(random.nextInt(files.size()))));
            case 3 -> {
                byte[] longer = Arrays.copyOf(whole, whole.length + 1 + random.nextInt(64));
                write(file, longer);
            }
            case 4 -> {
                byte[] noise = new byte[1 + random.nextInt(64)];
                random.nextBytes(noise);
                int at = random.nextInt(Math.max(1, whole.length));
                System.arraycopy(noise, 0, damaged, at, Math.min(noise.length, whole.length - at));
                write(file, damaged);
            }
            default -> {
                for (int flips = 1 + random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                write(file, damaged);
            }
        }
    }

    /** As a new file: to cut one that was written a moment ago waits for the disk. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }
}
