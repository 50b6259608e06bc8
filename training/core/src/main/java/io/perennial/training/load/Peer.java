package io.perennial.training.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, held to one core where {@code taskset} is there. */
public final class Peer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final String name;
    private final int port;
    private final Process process;

    private Peer(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    /** Starts a server and waits until it listens; what it says goes to a file of its name in a folder. */
    public static Peer start(
            String name, int port, int core, List<String> command, Map<String, String> env, Path folder)
            throws IOException, InterruptedException {
        List<String> pinned = new ArrayList<>();
        if (Files.isExecutable(TASKSET)) {
            pinned.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(core)));
        }
        pinned.addAll(command);
        Path log = folder.resolve(name.replace(' ', '-') + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(pinned).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(env);
        Peer peer = new Peer(name, port, builder.start());
        try {
            peer.awaitPort(log);
            return peer;
        } catch (IOException | InterruptedException e) {
            peer.close();
            throw e;
        }
    }

    /** Writes a file that comes along to a folder. */
    public static Path unpacked(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = Peer.class.getResourceAsStream(resource)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Holds this process, the generator, to a core; whether that could be done. */
    public static boolean holdSelfTo(int core) throws IOException, InterruptedException {
        if (!Files.isExecutable(TASKSET)) {
            return false;
        }
        Process held = new ProcessBuilder(
                        TASKSET.toString(),
                        "-acp",
                        Integer.toString(core),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return held.waitFor() == 0;
    }

    private void awaitPort(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IOException(
                name + " does not listen; it said: " + Files.readString(log).strip());
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    /** Processor time it has taken so far, of all its threads. */
    public Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Memory it holds, MiB; 0 where that is not known. */
    public long residentMiB() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
