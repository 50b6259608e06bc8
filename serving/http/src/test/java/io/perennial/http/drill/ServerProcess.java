package io.perennial.http.drill;

import io.perennial.http.HttpMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server as a process of its own, on a free port of this machine. */
public final class ServerProcess implements AutoCloseable {

    /** The flags {@code perennial serve} gives its Java: those of the very file it takes them from. */
    public static final List<String> AS_SERVED =
            List.of("@" + Path.of(System.getProperty("perennial.root"), "serving", "http", "server.jvm"));

    /** Flags of one that starts quickly and takes little. */
    public static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final int LONGEST_START_SECONDS = 120;
    private static final int LONGEST_STOP_SECONDS = 30;

    private final Process process;
    private final URI address;

    private ServerProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one over a registry and waits until it listens.
     *
     * @param flags   of its Java
     * @param options further ones of {@code serve}
     */
    public static ServerProcess start(Path registry, List<String> flags, String... options)
            throws IOException, InterruptedException {
        // A file and no pipe: a pipe that nobody reads stops who writes to it.
        Path said = Files.createTempFile(registry.getParent(), "server", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HttpMain.class.getName()));
        command.addAll(List.of("serve", "--registry", registry.toString(), "--port", "0"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new ServerProcess(process, address(process, said));
    }

    private static URI address(Process process, Path said) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            Optional<URI> listening = listening(said);
            if (listening.isPresent()) {
                return listening.get();
            }
            Thread.sleep(2);
        }
        process.destroyForcibly();
        throw new IllegalStateException("the server did not start:\n" + Files.readString(said));
    }

    private static Optional<URI> listening(Path said) throws IOException {
        Matcher listening = LISTENING.matcher(Files.readString(said));
        return listening.find() ? Optional.of(URI.create(listening.group(1))) : Optional.empty();
    }

    public URI address() {
        return address;
    }

    public int port() {
        return address.getPort();
    }

    /** A figure of {@code /proc/PID/status} in KiB, such as {@code VmRSS}; empty where the machine has no such file. */
    public Optional<Long> kibibytes(String name) throws IOException {
        Path status = Path.of("/proc", "" + process.pid(), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith(name + ":"))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                : Optional.empty();
    }

    /** Seconds of processor time it has taken; 0 where the machine does not tell. */
    public double processorSeconds() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Tells it to end, as an operator would, and waits; whether it ended by itself. */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    }

    /** Kill -9: nothing is closed, nothing is written any more. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
