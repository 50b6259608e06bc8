package io.perennial.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
     * @return its exit code
     */
    int run(List<String> words) throws IOException, InterruptedException {
        Process process = start(words);
        process.getInputStream().transferTo(System.err);
        return process.waitFor();
    }

    /** Starts a command that ends when this process ends; its standard output is to be read by the caller. */
    Process start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
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
