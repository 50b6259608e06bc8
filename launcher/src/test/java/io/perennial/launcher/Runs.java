package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The runs that the tests of the invariants share, each made when first asked for.
 *
 * <p>They lie in {@code target/invariants} afterwards: a test that failed can be looked into.
 */
final class Runs {

    private static final Path PLACE = Path.of(System.getProperty("perennial.root"), "launcher", "target", "invariants");
    private static final Once<KnownLog> LOGS = new Once<>();
    private static final Once<Run> DONE = new Once<>();
    private static final Once<String> EXPLAINED = new Once<>();

    private Runs() {}

    /** How a log and the conditions of its run are altered. */
    @FunctionalInterface
    interface Alteration {
        Run of(KnownLog log, Path folder) throws IOException, InterruptedException;
    }

    /** The logs that the invariants are proven on; with {@code -Dperennial.logs=all} two more. */
    static Stream<String> logs() {
        boolean isAll = System.getProperty("perennial.logs", "").equals("all");
        return Stream.concat(
                Stream.of("company", "online-retail", "college-msg"),
                isAll ? Stream.of("cdnow-sample", "bitcoin-otc") : Stream.empty());
    }

    /** A log by name; the test is skipped, and says so, where it is public and not there. */
    static KnownLog log(String name) throws IOException, InterruptedException {
        return LOGS.of(name, () -> switch (name) {
            case "company" -> KnownLog.company(empty("company-log"));
            case "cdnow-sample" -> KnownLog.cdnowSample();
            case "online-retail" -> KnownLog.onlineRetail();
            case "college-msg" -> KnownLog.collegeMsg();
            case "bitcoin-otc" -> KnownLog.bitcoinOtc();
            default -> throw new IllegalArgumentException("no log is called " + name);
        });
    }

    /** The run of a log as it is, on this machine as it is. */
    static Run plain(String name) throws IOException, InterruptedException {
        return altered(name, "plain", (log, folder) -> Run.of(log, Conditions.here(), folder));
    }

    /**
     * The run of a log with another future and its rows in another order, under other conditions, on the other JDK where
     * there is one: what all of that together does not change, none of it changes.
     */
    static Run elsewhere(String name) throws IOException, InterruptedException {
        return altered(name, "elsewhere", (log, folder) -> {
            Conditions here = Conditions.here();
            Conditions there = Conditions.otherJdk().map(here::on).orElse(here).elsewhere();
            KnownLog other = log.poisoned(folder.resolve("poisoned")).shuffled(folder.resolve("shuffled"));
            return Run.of(other, there, folder);
        });
    }

    /** Another run of a log; one that was made before is not made again. */
    static Run altered(String name, String how, Alteration alteration) throws IOException, InterruptedException {
        String key = name + "-" + how;
        return DONE.of(key, () -> alteration.of(log(name), empty(key)));
    }

    /** Fails where any result or explanation of two runs differs. */
    static void assertSame(Run plain, Run other) throws IOException, InterruptedException {
        assertEquals(plain.results(), other.results());
        assertEquals(explanations(plain), explanations(other));
    }

    private static String explanations(Run run) throws IOException, InterruptedException {
        return EXPLAINED.of(run.folder().root().toString(), run::explanations);
    }

    private static Path empty(String name) throws IOException {
        Path folder = PLACE.resolve(name);
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** Things made when first asked for: of tests that ask for one at the same time, all but the first wait for it. */
    private static final class Once<T> {
        private final Map<String, Object> making = new ConcurrentHashMap<>();
        private final Map<String, T> made = new ConcurrentHashMap<>();

        T of(String key, Maker<T> maker) throws IOException, InterruptedException {
            synchronized (making.computeIfAbsent(key, unseen -> new Object())) {
                T known = made.get(key);
                if (known == null) {
                    known = maker.make();
                    made.put(key, known);
                }
                return known;
            }
        }
    }

    @FunctionalInterface
    private interface Maker<T> {
        T make() throws IOException, InterruptedException;
    }
}
