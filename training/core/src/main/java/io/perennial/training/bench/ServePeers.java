package io.perennial.training.bench;

import io.perennial.training.load.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The servers that are measured, each in a process of its own on one core. */
final class ServePeers implements AutoCloseable {

    static final String OURS = "perennial";
    static final String COMPANY = "perennial with users";
    static final String ECHO = "echo";
    static final String HELLO = "hello-world";
    static final String SCORER = "XGBoost4J behind Javalin";
    static final String FASTAPI = "FastAPI";

    private static final String PYTHON = "/usr/bin/python3";
    private static final int CORE = 0;

    private final Path home;
    private final Path folder;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final Consumer<String> progress;

    private ServePeers(Path home, Path folder, Consumer<String> progress) {
        this.home = home;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Starts all of them.
     *
     * @param folder   for what they write
     * @param registry of the trees that all of them score
     * @param company  a registry with users besides models
     * @param booster  the library's own file of the same trees
     */
    static ServePeers start(Path folder, Path registry, Path company, Path booster, Consumer<String> progress)
            throws IOException, InterruptedException {
        String script = System.getProperty("perennial.script");
        if (script == null) {
            throw new IllegalStateException(
                    "the server is started by the perennial script; run: perennial bench serve");
        }
        ServePeers peers = new ServePeers(Path.of(script).getParent(), folder, progress);
        // A bench that is stopped leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(peers::close, "stop-peers"));
        try {
            peers.startOthers(booster);
            peers.startOurs(Path.of(script), Map.of(OURS, registry, COMPANY, company));
            return peers;
        } catch (IOException | InterruptedException | RuntimeException e) {
            peers.close();
            throw e;
        }
    }

    private void startOthers(Path booster) throws IOException, InterruptedException {
        String libraries = home.resolve("serving/http/target/lib") + "/*";
        start(ECHO, port -> java("EchoPeer.java", "", port));
        start(HELLO, port -> java("HelloPeer.java", libraries, port));
        start(SCORER, port -> {
            List<String> command =
                    java("ScorerPeer.java", libraries + ":" + home.resolve("training/core/target/lib") + "/*", port);
            command.add(booster.toString());
            return command;
        });
        if (hasPython()) {
            Path peer = Peer.unpacked("fastapi_peer.py", folder);
            start(FASTAPI, port -> List.of(PYTHON, peer.toString(), Integer.toString(port), booster.toString()));
        }
    }

    private void startOurs(Path script, Map<String, Path> registries) throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("serve.toml"), "max_body_bytes = 16777216\n");
        for (Map.Entry<String, Path> each : registries.entrySet()) {
            start(
                    each.getKey(),
                    port -> List.of(
                            script.toString(),
                            "serve",
                            "--registry",
                            each.getValue().toString(),
                            "--port",
                            Integer.toString(port),
                            "--config",
                            config.toString()));
        }
    }

    /** What is run for a port. */
    @FunctionalInterface
    private interface Command {
        List<String> at(int port) throws IOException;
    }

    private void start(String name, Command command) throws IOException, InterruptedException {
        progress.accept("starting " + name);
        int port = Peer.freePort();
        Map<String, String> env = Map.of("PERENNIAL_BUILT", "1", "JAVA_HOME", System.getProperty("java.home"));
        peers.put(name, Peer.start(name, port, CORE, command.at(port), env, folder));
    }

    /** A peer in one source file, with the flags of our server. */
    private List<String> java(String source, String libraries, int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("serving/http/server.jvm"));
        if (!libraries.isEmpty()) {
            command.addAll(List.of("-cp", libraries));
        }
        command.add(Peer.unpacked(source, folder).toString());
        command.add(Integer.toString(port));
        return command;
    }

    private boolean hasPython() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return false;
        }
        Process asked = new ProcessBuilder(PYTHON, "-c", "import fastapi, numpy, uvicorn, xgboost")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return asked.waitFor() == 0;
    }

    /** Our server over models alone. */
    Peer ours() {
        return peers.get(OURS);
    }

    /** Our server over a company's users. */
    Peer company() {
        return peers.get(COMPANY);
    }

    /** A peer by name; empty where what it needs is not installed. */
    Optional<Peer> peer(String name) {
        return Optional.ofNullable(peers.get(name));
    }

    @Override
    public void close() {
        peers.values().forEach(Peer::close);
    }
}
