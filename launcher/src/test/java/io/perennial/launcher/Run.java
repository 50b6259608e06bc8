package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One log through {@code ingest}, {@code features}, {@code train} and {@code score}, each a process of its own.
 *
 * @param log        what went in
 * @param conditions what the processes saw of the machine
 * @param folder     where everything lies
 */
record Run(KnownLog log, Conditions conditions, RunFolder folder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs the whole chain into a new folder. */
    static Run of(KnownLog log, Conditions conditions, Path root) throws IOException, InterruptedException {
        Run run = new Run(log, conditions, new RunFolder(Files.createDirectories(root)));
        run.ingest();
        run.features();
        run.train();
        run.score();
        return run;
    }

    private void ingest() throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of("ingest", "--out", folder.log()));
        words.addAll(log.sources());
        type(words.toArray());
    }

    private void features() throws IOException, InterruptedException {
        KnownLog.Window window = log.window();
        List<Object> words = new ArrayList<>(List.of("features", "--log", folder.log(), "--out", folder.snapshots()));
        words.addAll(List.of("--as-of", window.asOf(), "--gap", window.gap(), "--horizon", window.horizon()));
        type(words.toArray());
    }

    private void train() throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of("train", "--seed", "1", "--snapshots", folder.snapshots()));
        words.addAll(List.of("--registry", folder.ownRegistry(), "--out", folder.training()));
        type(words.toArray());
    }

    private void score() throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of("score", "--explain", "all", "--csv", "--out", folder.root()));
        words.addAll(List.of("--snapshots", folder.snapshots(), "--log", folder.log()));
        words.addAll(List.of("--registry", folder.ownRegistry()));
        type(words.toArray());
    }

    private void type(Object... words) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(conditions.environment());
        environment.putAll(Terminal.LAID_OUT);
        Terminal.Answer answer = new Terminal(folder.root(), environment)
                .type(15, Stream.of(words).map(Object::toString).toArray(String[]::new));
        assertEquals(0, answer.exit(), answer.err());
        System.err.printf("%s: %s took %d s%n", folder.root().getFileName(), words[0], answer.seconds());
    }

    /**
     * Everything that must be equal wherever only the future or the machine differs, as hashes by name.
     *
     * <p>Left out, because they say when, where and of which files a run was made: the log's own summary, events and
     * quarantine; in {@code plan.json} the hashes of summary and files; in a manifest the time of publication, the JVM and the
     * stamps of {@code origin/}, in which a library keeps the time of training; the journal, which keeps times; in
     * {@code population.json} the digests of those manifests.
     */
    Map<String, String> results() throws IOException {
        Map<String, String> results = new TreeMap<>();
        for (String table : List.of("snapshots/train", "snapshots/current", "scores")) {
            parts(table, results);
        }
        for (String file : List.of("snapshots/schema.txt", "training/evaluation.json", "scores.csv", "scores.json")) {
            results.put(file, hash(Files.readAllBytes(path(file))));
        }
        for (String file : List.of("pages.bin", "index.bin", "list.bin")) {
            results.put(
                    "bundle/" + file, hash(Files.readAllBytes(folder.bundle().resolve(file))));
        }
        json("snapshots/plan.json", results, "log", "inputs");
        json("bundle/population.json", results, "models");
        for (Path version : versions()) {
            model(version, results);
        }
        return results;
    }

    /** How many events the log had, future included. */
    long events() throws IOException {
        return JSON.readTree(folder.log().resolve("log.json").toFile())
                .path("events")
                .asLong();
    }

    /** The JVM that trained, as the manifest of the churn model states it. */
    String jvm() throws IOException {
        return JSON.readTree(folder.ownRegistry()
                        .resolve("churn/versions/1/manifest.json")
                        .toFile())
                .at("/facts/provenance/java")
                .asText();
    }

    /** A hash of explanations in full, made by a process under this run's conditions. */
    String explanations() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(conditions.java().resolve("bin").resolve("java").toString()));
        command.addAll(conditions.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Everybody.class.getName()));
        command.add(folder.root().toString());
        Turn.take();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String hash = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), "explaining everybody of " + folder.root());
            return hash;
        } finally {
            Turn.giveBack();
        }
    }

    private void parts(String table, Map<String, String> results) throws IOException {
        try (Stream<Path> files = Files.list(path(table))) {
            List<Path> parts = files.filter(
                            file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
            for (int i = 0; i < parts.size(); i++) {
                results.put(table + "/" + i, hash(comparable(Files.readAllBytes(parts.get(i)))));
            }
        }
    }

    /**
     * A Parquet file with the bytes of its footer sorted: the library lists there the encodings of a column as a hash
     * set gives them, in another order in another process. All pages, so every value and its place, stay as they are.
     */
    private static byte[] comparable(byte[] parquet) {
        int length = ByteBuffer.wrap(parquet).order(ByteOrder.LITTLE_ENDIAN).getInt(parquet.length - 8);
        Arrays.sort(parquet, parquet.length - 8 - length, parquet.length - 8);
        return parquet;
    }

    private void json(String file, Map<String, String> results, String... leftOut) throws IOException {
        ObjectNode node = (ObjectNode) JSON.readTree(path(file).toFile());
        results.put(file, hash(node.remove(List.of(leftOut)).toString().getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> models = Files.list(folder.ownRegistry())) {
            return models.map(model -> model.resolve("versions"))
                    // The second is what stands in for the first when that is killed.
                    .flatMap(all -> Stream.of(all.resolve("1"), all.resolve("2")))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    private void model(Path version, Map<String, String> results) throws IOException {
        String name = folder.root().relativize(version).toString();
        try (Stream<Path> files = Files.list(version)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                results.put(name + "/" + file.getFileName(), hash(Files.readAllBytes(file)));
            }
        }
        ObjectNode manifest =
                (ObjectNode) JSON.readTree(version.resolve("manifest.json").toFile());
        manifest.remove("published");
        ((ObjectNode) manifest.path("facts").path("provenance")).remove("java");
        ObjectNode stamps = (ObjectNode) manifest.path("files");
        List<String> origins = new ArrayList<>();
        stamps.fieldNames().forEachRemaining(file -> origins.add(file.startsWith("origin/") ? file : ""));
        stamps.remove(origins);
        results.put(name + "/manifest.json", hash(manifest.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private Path path(String file) {
        return folder.root().resolve(file);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
