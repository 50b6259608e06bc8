package io.perennial.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The run all notebooks read: a small simulated company, taken through the whole chain by {@code perennial quickstart}.
 * It is made once and kept until a module is built anew.
 */
final class Company {

    private static final Path ROOT =
            Path.of(System.getProperty("perennial.root")).toAbsolutePath();
    private static final Path FOLDER = ROOT.resolve("notebooks/target/company");
    private static final List<String> MODULES = List.of(
            "features/core",
            "features/simulator",
            "features/spark",
            "serving/scoring",
            "serving/http",
            "serving/spark",
            "training/core",
            "launcher");
    private static final int USERS = 400;
    private static final int DAYS = 1080;
    private static final long MINUTES = 30;

    private Company() {}

    /** Makes the run, unless one of this build is there. */
    static void make() throws IOException, InterruptedException {
        Path finished = FOLDER.resolve("report/index.html");
        if (isOfThisSize()
                && Files.exists(finished)
                && Files.getLastModifiedTime(finished).compareTo(newestJar()) > 0) {
            return;
        }
        delete();
        Path said = ROOT.resolve("notebooks/target/company.log");
        ProcessBuilder quickstart = new ProcessBuilder(
                        ROOT.resolve("perennial").toString(),
                        "quickstart",
                        "--users=" + USERS,
                        "--days=" + DAYS,
                        "--no-serve",
                        "--out=" + FOLDER)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        // The build under test is the one that is running: the script must not start another.
        quickstart.environment().put("PERENNIAL_BUILT", "1");
        quickstart.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Where the tests of the launcher ran before, most classes of the steps are laid out already.
        quickstart
                .environment()
                .put("PERENNIAL_CLASSES", ROOT.resolve("target/laid-out").toString());
        quickstart.environment().remove("SPARK_HOME");
        Process process = quickstart.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertEquals(0, ended ? process.exitValue() : -1, () -> "the run of the notebooks was not made; see " + said);
    }

    /** Whoever reads the notebooks may have made another company here. */
    private static boolean isOfThisSize() throws IOException {
        Path summary = FOLDER.resolve("raw/simulation.json");
        JsonNode made = Files.exists(summary) ? new ObjectMapper().readTree(summary.toFile()) : null;
        return made != null
                && made.path("users").asInt() == USERS
                && made.path("days").asInt() == DAYS;
    }

    private static FileTime newestJar() throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (String module : MODULES) {
            try (DirectoryStream<Path> jars =
                    Files.newDirectoryStream(ROOT.resolve(module).resolve("target"), "*-[0-9]*.jar")) {
                for (Path jar : jars) {
                    FileTime time = Files.getLastModifiedTime(jar);
                    newest = time.compareTo(newest) > 0 ? time : newest;
                }
            }
        }
        return newest;
    }

    private static void delete() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> all = Files.walk(FOLDER)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
