package io.perennial.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Types commands the way a person does, in a folder of its own, on the modules this build has just packaged. */
final class Terminal {

    private static final Path SCRIPT =
            Path.of(System.getProperty("perennial.root"), "perennial").toAbsolutePath();

    /**
     * For commands that do all of their work: what a process loads is laid out for the next. Half the work of a small step
     * of Spark is to start.
     */
    static final Map<String, String> LAID_OUT = Map.of(
            "PERENNIAL_CLASSES",
            Path.of(System.getProperty("perennial.root"), "target", "laid-out")
                    .toAbsolutePath()
                    .toString());

    private final Path folder;
    private final Map<String, String> environment;

    /** What a command printed, how it ended and how long it took, its wait for a turn not counted. */
    record Answer(int exit, String out, String err, long seconds) {}

    Terminal(Path folder) {
        this(folder, Map.of());
    }

    /** A terminal whose shell has these variables as well. */
    Terminal(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Runs a command to its end when its turn comes; a command that takes longer is stopped and fails the test. */
    Answer type(long minutes, String... words) throws IOException, InterruptedException {
        Turn.take();
        try {
            return typed(minutes, words);
        } finally {
            Turn.giveBack();
        }
    }

    private Answer typed(long minutes, String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        long begin = System.nanoTime();
        Process process = builder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            stop(process);
            throw new AssertionError(String.join(" ", words) + " did not end within " + minutes + " minutes; it said\n"
                    + Files.readString(err));
        }
        return new Answer(
                process.exitValue(),
                Files.readString(out),
                Files.readString(err),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
    }

    /** Starts a command whose output goes to a file; for as long as it works, whoever does has taken a {@link Turn}. */
    Process start(Path out, Path err, String... words) throws IOException {
        return builder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Stops a command and what it started. */
    static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A file's text; empty while it is not there. */
    static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private ProcessBuilder builder(String... words) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // The build under test is the one that is running: the script must not start another.
        builder.environment().put("PERENNIAL_BUILT", "1");
        builder.environment().remove("SPARK_HOME");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }
}
