package io.perennial.http.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of one test: its own cluster in a folder, listening on loopback alone. */
public final class PostgresCluster {

    private final Path programs;
    private final Path data;
    private final int port;

    private PostgresCluster(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** Where the programs of a PostgreSQL lie on this machine, or empty where there is none. */
    public static Optional<Path> programs() {
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .map(Path::of);
        return Stream.concat(debian().stream(), onPath)
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("pg_ctl")))
                .findFirst();
    }

    private static List<Path> debian() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found.map(version -> version.resolve("bin")).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Makes and starts a cluster in a new folder. */
    public static PostgresCluster start(Path programs) throws Exception {
        Path folder = Files.createTempDirectory("perennial-postgresql");
        // PostgreSQL refuses to run as root; another user must reach the folder.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        PostgresCluster cluster = new PostgresCluster(programs, folder.resolve("data"), freePort());
        cluster.run("initdb", "--auth=trust", "--username=perennial", "--encoding=UTF8", "--no-locale");
        cluster.control("start");
        return cluster;
    }

    /** Its address, for any number of servers. */
    public String url() {
        return url("postgres");
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=perennial";
    }

    /** Stops it at once, as a cut of power would; what was acknowledged must be there after the next start. */
    public void crash() throws Exception {
        run("pg_ctl", "stop", "--mode=immediate");
    }

    /** Starts it again after a crash. */
    public void restart() throws Exception {
        control("start");
    }

    /** Stops it and removes its folder. */
    public void close() throws Exception {
        run("pg_ctl", "stop", "--mode=immediate");
        delete(data.getParent());
    }

    private void control(String verb) throws Exception {
        run(
                "pg_ctl",
                verb,
                "--wait",
                "--log=" + data.resolve("log"),
                "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");
    }

    private void run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.add("--pgdata=" + data);
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("perennial-postgresql", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(data.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(output));
        }
        Files.delete(output);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
