package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a log of one's own; killed again and again, in each of its long steps, it ends where an undisturbed one ends. */
class KilledStepIT {

    private static final List<String> PHASES = List.of("ingest", "features", "train", "score");
    private static final int MODEL_COLUMNS_FROM = 24;
    private static final int MODEL_COLUMNS_TO = 27;

    private static final int USERS = 60;

    @TempDir
    private static Path folder;

    private static Terminal terminal;
    private static Terminal.Answer alone;

    @BeforeAll
    static void a_run_left_alone() throws Exception {
        terminal = new Terminal(folder);
        Files.writeString(folder.resolve("my.toml"), OwnLog.MAPPING);
        Files.writeString(folder.resolve("my.csv"), OwnLog.csv(USERS, 240));
        alone = terminal.type(12, words("alone"));
    }

    @Test
    void a_log_of_ones_own_runs_with_a_mapping_of_a_few_lines() throws Exception {
        assertEquals(0, alone.exit(), alone.err());
        List<String> csv = Files.readAllLines(folder.resolve("alone/scores.csv"));
        assertTrue(csv.get(0).startsWith("user_id,as_of,churn_probability,"), csv.get(0));
        assertEquals(1 + USERS, csv.size());
    }

    @Test
    void a_run_killed_in_every_step_ends_like_one_left_alone() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledStepIT: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (String phase : PHASES) {
            kill(phase, millis(phase, alone.err()), random);
        }
        Terminal.Answer last = terminal.type(12, words("killed"));
        assertEquals(0, last.exit(), "seed " + seed + "\n" + last.err());
        assertEquals(scores("alone"), scores("killed"), "seed " + seed);
        assertEquals(models("alone"), models("killed"), "seed " + seed);
        assertEquals(List.of(), leftOver("killed"), "seed " + seed);
    }

    private static String[] words(String out) {
        return new String[] {"run", "--mapping", "my.toml", "--log", "my.csv", "--out", out, "--horizon", "20d", "--csv"
        };
    }

    /** Kills the run, or the whole of it with the step's own process, at a moment within the step. */
    private static void kill(String phase, long millis, SplittableRandom random) throws Exception {
        Turn.take();
        try {
            killed(phase, millis, random);
        } finally {
            Turn.giveBack();
        }
    }

    private static void killed(String phase, long millis, SplittableRandom random) throws Exception {
        Path err = folder.resolve("killed.err");
        Process run = terminal.start(folder.resolve("killed.out"), err, words("killed"));
        while (run.isAlive() && !Terminal.text(err).contains("] " + phase + " ...")) {
            Thread.sleep(20);
        }
        Thread.sleep(random.nextLong(millis));
        List<ProcessHandle> children = run.descendants().toList();
        boolean isAlone = random.nextBoolean();
        run.destroyForcibly();
        if (!isAlone) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
        run.waitFor();
        // A step sees within a second or so that the run which started it is gone.
        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    private static long millis(String phase, String progress) {
        Matcher took = Pattern.compile("\\] " + phase + " took (\\d+) s").matcher(progress);
        assertTrue(took.find(), progress);
        return 1000 * Math.max(1, Long.parseLong(took.group(1)));
    }

    /** Without the columns that number the models: a killed training may have used up a number. */
    private static List<String> scores(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("scores.csv")).stream()
                .map(line -> {
                    List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
                    cells.subList(MODEL_COLUMNS_FROM, MODEL_COLUMNS_TO).clear();
                    return String.join(",", cells);
                })
                .toList();
    }

    /** The digest of each model's newest version. */
    private static List<String> models(String run) throws Exception {
        List<String> digests = new ArrayList<>();
        for (String model : List.of("churn", "ltv", "trend")) {
            Path versions = folder.resolve(run).resolve("models").resolve(model).resolve("versions");
            Path newest = list(versions)
                    .max((a, b) -> Integer.compare(number(a), number(b)))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(newest.resolve("model.bin"));
            digests.add(model + " "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        return digests;
    }

    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }

    private static List<String> leftOver(String run) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(run))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".tmp") || name.startsWith(".old") || name.equals("_temporary"))
                    .toList();
        }
    }

    private static Stream<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }
}
