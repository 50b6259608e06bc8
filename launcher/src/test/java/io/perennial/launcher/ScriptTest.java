package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code perennial}, run on a small installation with a Java that only says how it was called. */
class ScriptTest {

    private static final Path SCRIPT = Path.of(System.getProperty("perennial.root"), "perennial");

    private static final String ECHOING_JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "%s.0.1" 2026-01-01' >&2; exit; fi
            echo "OMP=$OMP_NUM_THREADS/$OMP_WAIT_POLICY"
            for word; do echo "$word"; done
            """;

    private static final String ECHOING_SUBMIT =
            "#!/bin/sh\nfor word; do echo \"$word\"; done\necho \"SPARK_LOCAL_IP=$SPARK_LOCAL_IP\"\n";

    @TempDir
    private Path temporary;

    private Path home;

    private record Answer(int exit, List<String> words, String errors) {}

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(temporary.resolve("a home with spaces"));
        executable(home.resolve("perennial"), Files.readString(SCRIPT));
        jar("features/spark", "features-spark");
        jar("serving/http", "serving-http");
        jar("serving/spark", "serving-spark");
        jar("training/core", "training-core");
        jar("training/spark", "training-spark");
        jar("launcher", "launcher");
        java(17);
        Files.writeString(
                home.resolve("pom.xml"), "<spark.opens>--add-opens=java.base/java.nio=ALL-UNNAMED</spark.opens>");
        Files.createDirectories(home.resolve("target"));
        Files.createFile(home.resolve("target/launcher.built"));
    }

    @Test
    void the_nbd_family_of_raw_logs_is_a_chain_and_of_a_ledger_a_step() throws Exception {
        Answer chain = perennial("nbd", "--out", "there", "--mapping", "cdnow", "--log", "orders.csv");
        assertEquals(0, chain.exit(), chain.errors());
        assertTrue(chain.words().contains(classPath("launcher", "launcher")), chain.toString());
        Answer step = perennial("nbd", "--ledger", "run/log");
        assertEquals(0, step.exit(), step.errors());
        assertTrue(step.words().contains(classPath("training/core", "training-core")), step.toString());
    }

    @Test
    void a_command_starts_its_module_with_its_libraries() throws Exception {
        Answer answer = perennial("ingest", "--out", "two words");
        assertEquals(0, answer.exit(), answer.errors());
        assertTrue(answer.words().contains(classPath("features/spark", "features-spark")), answer.toString());
        assertTrue(answer.words().contains("--add-opens=java.base/java.nio=ALL-UNNAMED"), answer.toString());
        int main = answer.words().indexOf("io.perennial.features.spark.FeaturesMain");
        assertEquals(
                List.of("ingest", "--out", "two words"),
                answer.words().subList(main + 1, answer.words().size()));
    }

    @Test
    void only_the_bench_of_features_sees_the_libraries_of_benches() throws Exception {
        assertTrue(perennial("bench", "features").toString().contains("/target/bench-lib/*"));
        assertFalse(perennial("features", "--list").toString().contains("bench-lib"));
        assertTrue(perennial("bench", "score").words().contains("io.perennial.training.TrainingMain"));
        assertEquals(2, perennial("bench", "speed").exit());
    }

    @Test
    void flags_of_a_newer_java_are_kept_from_17() throws Exception {
        String flag = "--sun-misc-unsafe-memory-access=allow";
        assertEquals(false, perennial("serve").words().contains(flag));
        java(25);
        assertEquals(true, perennial("serve").words().contains(flag));
    }

    @Test
    void a_server_keeps_its_classes_laid_out_for_the_next_start() throws Exception {
        java(25);
        Path archive = home.toRealPath().resolve("serving/http/target/serve-25.0.1.jsa");
        assertTrue(perennial("serve").words().contains("-XX:SharedArchiveFile=" + archive));
        assertFalse(perennial("models", "list").toString().contains("SharedArchiveFile"));
        assertFalse(perennial("serve", "--port", "0", "--help").toString().contains("SharedArchiveFile"));
        assertFalse(isKept(archive, 0, 30_000_000), "a stop that was killed left an archive without a head");
        assertFalse(isKept(archive, 1, 8_000_000), "a start that failed left the archive of few classes");
        assertTrue(isKept(archive, 1, 30_000_000));
        java(17);
        Path older = archive.resolveSibling("serve-17.0.1.jsa");
        assertTrue(perennial("serve").words().contains("-XX:ArchiveClassesAtExit=" + older));
        assertTrue(isKept(older, 1, 30_000_000));
        assertTrue(perennial("serve").words().contains("-XX:SharedArchiveFile=" + older));
    }

    /** Whether an archive is there still when Java starts, which never replaces one. */
    private boolean isKept(Path archive, int head, int bytes) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(0);
            file.writeInt(head);
            file.setLength(bytes);
        }
        perennial("serve");
        return Files.exists(archive);
    }

    @Test
    void classes_are_laid_out_in_a_folder_that_is_named_and_taken_from_it_then() throws Exception {
        Path folder = temporary.resolve("laid out");
        Path archive = folder.resolve("training-core-17.0.1.jsa");
        String made = "-XX:ArchiveClassesAtExit=" + archive;
        assertTrue(train(folder).words().contains(made));
        Files.writeString(archive, "classes");
        assertTrue(train(folder).words().contains("-XX:SharedArchiveFile=" + archive));
        Files.write(archive, new byte[100]);
        assertTrue(train(folder).words().contains(made), "an archive without a head is made anew");
        Files.writeString(archive, "classes");
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        assertTrue(train(folder).words().contains(made), "an archive of an older build is made anew");
        Files.writeString(archive, "classes");
        Files.setLastModifiedTime(
                home.resolve("training/core/target/lib"), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertTrue(train(folder).words().contains(made), "an archive older than a library is made anew");
        assertFalse(train(folder, "--help").toString().contains("Archive"), "what only asks loads few classes");
        java(25);
        Answer newer = train(folder);
        assertTrue(newer.words().contains("-XX:+AutoCreateSharedArchive"), newer.toString());
        assertTrue(newer.words().contains("-XX:SharedArchiveFile=" + folder.resolve("training-core-25.0.1.jsa")));
    }

    private Answer train(Path laidOut, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(home.resolve("perennial").toString(), "train"));
        words.addAll(List.of(options));
        return run(Map.of("PERENNIAL_CLASSES", laidOut.toString()), words.toArray(String[]::new));
    }

    @Test
    void a_pipe_has_no_width_and_inherits_none() throws Exception {
        executable(temporary.resolve("jdk/bin/java"), ECHOING_JAVA.formatted(17) + "env\n");
        Answer answer = run(
                Map.of("PERENNIAL_COLUMNS", "77", "PERENNIAL_SAID_COLUMNS", "77"),
                home.resolve("perennial").toString(),
                "doctor");
        assertTrue(answer.words().contains("PERENNIAL_COLUMNS="), answer.toString());
        assertTrue(answer.words().contains("PERENNIAL_SAID_COLUMNS="), answer.toString());
    }

    @Test
    void the_server_refuses_java_deserialization() throws Exception {
        Path flags = Path.of(System.getProperty("perennial.root"), "serving/http/server.jvm");
        assertTrue(Files.readAllLines(flags).contains("-Djdk.serialFilter=!*"));
        assertEquals(
                "@" + home.toRealPath().resolve("serving/http/server.jvm"),
                perennial("serve").words().get(1),
                "the server takes its flags from that file");
        assertTrue(perennial("models", "list").words().contains("-Djdk.serialFilter=!*"));
    }

    @Test
    void training_runs_with_one_passive_openmp_thread() throws Exception {
        assertEquals("OMP=1/passive", perennial("train").words().get(0));
    }

    @Test
    void spark_steps_on_little_data_are_not_optimised() throws Exception {
        Path log = Files.writeString(temporary.resolve("log.csv"), "who,at\n");
        String flag = "-XX:TieredStopAtLevel=1";
        assertEquals(true, perennial("ingest", "--log", log.toString()).words().contains(flag));
        assertEquals(
                false, perennial("ingest", "--log", "hdfs://host/log").words().contains(flag));
        assertEquals(true, perennial("ingest", "--log=" + log).words().contains(flag));
        Path link = Files.createSymbolicLink(temporary.resolve("linked.csv"), log);
        Files.write(log, new byte[129 << 20]);
        String small =
                Files.writeString(temporary.resolve("small.toml"), "[log]\n").toString();
        for (String large :
                List.of(log.toString(), link.toString(), temporary + "/lo[g].csv", temporary + "/l?g.csv")) {
            for (List<String> words : List.of(List.of("--log", large), List.of("--log=" + large))) {
                String[] all = Stream.concat(Stream.of("ingest", "--mapping", small), words.stream())
                        .toArray(String[]::new);
                assertEquals(false, perennial(all).words().contains(flag), words.toString());
            }
        }
    }

    @Test
    void a_link_elsewhere_finds_its_home() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("perennial-link"), home.resolve("perennial"));
        Answer answer = run(Map.of(), link.toString(), "run");
        assertTrue(answer.words().contains(classPath("launcher", "launcher")), answer.toString());
    }

    @Test
    void spark_steps_go_through_an_installed_spark_without_its_own_jars() throws Exception {
        Path lib = home.resolve("features/spark/target/lib");
        Files.createFile(lib.resolve("spark-sql_2.13-4.1.1.jar"));
        Files.createFile(lib.resolve("picocli-4.7.7.jar"));
        List<String> words = submitted("features", "PERENNIAL_SUBMIT_OPTS", "--master yarn");
        assertEquals(
                List.of("--master", "yarn", "--class", "io.perennial.features.spark.FeaturesMain", "--jars"),
                words.subList(0, 5));
        assertEquals(
                home.toRealPath()
                        .resolve("features/spark/target/lib/picocli-4.7.7.jar")
                        .toString(),
                words.get(5));
    }

    @Test
    void an_installed_spark_is_given_the_options_of_every_jvm() throws Exception {
        assertEquals(
                List.of("--driver-memory", "8g", "--driver-java-options", "-Dname=* -ea", "--class"),
                submitted("score", "PERENNIAL_JAVA_OPTS", "-Xmx8g -Dname=* -ea").subList(0, 5));
    }

    @Test
    void a_spark_of_many_machines_is_not_told_to_call_this_one_itself() throws Exception {
        for (String command : List.of("ingest", "features", "score", "mllib")) {
            List<String> words = submitted(command, "PERENNIAL_SUBMIT_OPTS", "--master yarn");
            assertEquals("SPARK_LOCAL_IP=", words.get(words.size() - 1), command);
        }
        List<String> given = submitted("features", "SPARK_LOCAL_IP", "10.0.0.7");
        assertEquals("SPARK_LOCAL_IP=10.0.0.7", given.get(given.size() - 1));
        executable(temporary.resolve("jdk/bin/java"), ECHOING_JAVA.formatted(17) + "env\n");
        assertTrue(perennial("ingest").words().contains("SPARK_LOCAL_IP=127.0.0.1"), "this machine alone");
    }

    @Test
    void options_of_a_spark_that_is_not_there_are_told_to_be_unread() throws Exception {
        Map<String, String> options = Map.of("PERENNIAL_SUBMIT_OPTS", "--master yarn");
        Answer answer = run(options, home.resolve("perennial").toString(), "ingest");
        assertEquals(0, answer.exit(), answer.errors());
        assertTrue(
                answer.errors().startsWith("perennial ingest: PERENNIAL_SUBMIT_OPTS is for the spark-submit"),
                answer.errors());
        assertEquals(
                "", run(options, home.resolve("perennial").toString(), "train").errors());
    }

    /** What an installed Spark, which brings spark-sql, is told for a command with a variable set. */
    private List<String> submitted(String command, String variable, String value) throws Exception {
        Path spark = temporary.resolve("spark");
        executable(spark.resolve("bin/spark-submit"), ECHOING_SUBMIT);
        Files.createDirectories(spark.resolve("jars"));
        Files.write(spark.resolve("jars/spark-sql_2.13-4.1.0.jar"), new byte[0]);
        Answer answer = run(
                Map.of("SPARK_HOME", spark.toString(), variable, value),
                home.resolve("perennial").toString(),
                command);
        assertEquals(0, answer.exit(), answer.errors());
        return answer.words();
    }

    @Test
    void a_build_knows_the_commit_it_builds() throws Exception {
        Path maven = temporary.resolve("maven/mvn");
        executable(maven, "#!/bin/sh\nfor word; do echo \"$word\" >&2; done\nexit 1\n");
        executable(temporary.resolve("maven/git"), "#!/bin/sh\necho 0a1b2c\n");
        Files.delete(home.resolve("target/launcher.built"));
        Files.createDirectory(home.resolve(".git"));
        Answer answer = run(
                Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH")),
                home.resolve("perennial").toString(),
                "run");
        assertEquals(1, answer.exit(), answer.errors());
        assertTrue(Files.readAllLines(home.resolve("target/build.log")).contains("-Dperennial.commit=0a1b2c"));
    }

    @Test
    void a_build_that_has_not_said_yet_who_makes_it_is_waited_for() throws Exception {
        Path target = home.resolve("target");
        executable(temporary.resolve("maven/mvn"), "#!/bin/sh\ntouch '" + temporary + "/built twice'\nexit 1\n");
        Files.delete(target.resolve("launcher.built"));
        Files.createDirectory(target.resolve("build.lock"));
        String builds = "sleep 1; echo $$ > \"$0/build.lock/pid\"; sleep 2; touch \"$0/launcher.built\"";
        Process other = new ProcessBuilder("sh", "-c", builds, target.toString()).start();
        Answer answer = run(
                Map.of("PATH", temporary.resolve("maven") + ":" + System.getenv("PATH")),
                home.resolve("perennial").toString(),
                "run");
        other.waitFor();
        assertEquals(0, answer.exit(), answer.errors());
        assertFalse(Files.exists(temporary.resolve("built twice")), answer.errors());
    }

    @Test
    void a_step_ends_with_the_run_that_started_it() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        executable(temporary.resolve("jdk/bin/java"), ECHOING_JAVA.formatted(17) + "sleep 60\n");
        Answer answer = run(
                Map.of("PERENNIAL_RUN", Long.toString(gone.pid())),
                home.resolve("perennial").toString(),
                "train");
        assertEquals(128 + 9, answer.exit(), answer.errors());
    }

    @Test
    void an_unknown_command_names_the_nearest_and_exits_2() throws Exception {
        Answer answer = perennial("quickstrat");
        assertEquals(2, answer.exit());
        assertTrue(answer.errors().contains("did you mean 'quickstart'?"), answer.errors());
    }

    @Test
    void an_old_java_is_refused_with_what_to_do() throws Exception {
        java(11);
        Answer answer = perennial("train");
        assertEquals(1, answer.exit());
        assertTrue(answer.errors().contains("is Java 11; 17 or newer is needed: set JAVA_HOME"), answer.errors());
    }

    @Test
    void help_needs_neither_java_nor_a_build() throws Exception {
        Answer answer =
                run(Map.of("JAVA_HOME", "/nowhere"), home.resolve("perennial").toString(), "--help");
        assertEquals(0, answer.exit());
        assertTrue(answer.words().get(0).startsWith("Usage: perennial <command>"));
    }

    private Answer perennial(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("perennial").toString()));
        command.addAll(List.of(words));
        return run(Map.of(), command.toArray(String[]::new));
    }

    private Answer run(Map<String, String> environment, String... command) throws Exception {
        Path output = temporary.resolve("output");
        Path errors = temporary.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().remove("SPARK_HOME");
        builder.environment().remove("OMP_NUM_THREADS");
        builder.environment().remove("SPARK_LOCAL_IP");
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Answer(exit, Files.readAllLines(output), Files.readString(errors));
    }

    private String classPath(String module, String artifact) throws IOException {
        Path target = home.toRealPath().resolve(module).resolve("target");
        return target.resolve(artifact + "-1.2.3.jar") + ":" + target.resolve("lib") + "/*";
    }

    private void jar(String module, String artifact) throws IOException {
        Path target = home.resolve(module).resolve("target");
        Files.createDirectories(target.resolve("lib"));
        Files.createFile(target.resolve(artifact + "-1.2.3.jar"));
        Files.createFile(target.resolve(artifact + "-1.2.3-sources.jar"));
    }

    private void java(int version) throws IOException {
        executable(temporary.resolve("jdk/bin/java"), ECHOING_JAVA.formatted(version));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        assertTrue(file.toFile().setExecutable(true));
    }
}
