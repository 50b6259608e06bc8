package io.perennial.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The script that starts every command in a process of its own.
 *
 * @param path the file {@code perennial}
 */
record Script(Path path) {

    private static final long SECONDS_TO_STOP = 10;

    /** The script that started this process. */
    static Script current() {
        String path = System.getProperty("perennial.script");
        if (path == null) {
            throw new IllegalStateException("started without the script 'perennial'; use ./perennial run");
        }
        return new Script(Path.of(path));
    }

    /** What tells one build from another. */
    String build() throws IOException {
        Path built = path.resolveSibling("target").resolve("launcher.built");
        FileTime time = Files.exists(built) ? Files.getLastModifiedTime(built) : FileTime.fromMillis(0);
        return time.toString();
    }

    /**
     * Runs a command to its end; what it prints appears on our standard error.
     *
     * @param environment what it finds in its environment unless we found something else in ours
     * @return its exit code
     */
    int run(List<String> words, Map<String, String> environment) throws IOException, InterruptedException {
        Process process = start(words, environment);
        process.getInputStream().transferTo(System.err);
        return process.waitFor();
    }

    /**
     * Runs a command to its end, handing on each line it says or prints.
     *
     * @param environment what it finds in its environment unless we found something else in ours
     * @return its exit code
     */
    int run(List<String> words, Map<String, String> environment, Consumer<String> lines)
            throws IOException, InterruptedException {
        ProcessBuilder builder = command(words).redirectErrorStream(true);
        environment.forEach(builder.environment()::putIfAbsent);
        Process process = start(builder);
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            said.lines().forEach(lines);
        }
        return process.waitFor();
    }

    /**
     * Runs a command to its end.
     *
     * @param printed takes what it prints on standard output
     * @param said    takes what it says on standard error
     * @return its exit code
     */
    int run(List<String> words, Path printed, Path said) throws IOException, InterruptedException {
        ProcessBuilder builder = command(words);
        builder.redirectOutput(printed.toFile()).redirectError(said.toFile());
        return start(builder).waitFor();
    }

    /** Starts a command that ends when this process ends; its standard output is to be read by the caller. */
    Process start(List<String> words, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = command(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        environment.forEach(builder.environment()::putIfAbsent);
        return start(builder);
    }

    private ProcessBuilder command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(words);
        return new ProcessBuilder(command);
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        // Where this process is killed and stops nothing, the script sees it gone.
        builder.environment()
                .put("PERENNIAL_RUN", Long.toString(ProcessHandle.current().pid()));
        Process process = builder.start();
        Thread stop = new Thread(() -> stop(process));
        Runtime.getRuntime().addShutdownHook(stop);
        return process;
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
