package io.perennial.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A machine as a process sees it: nothing of it may show in an output.
 *
 * @param java    home of the JDK
 * @param options of every JVM
 */
record Conditions(Path java, List<String> options) {

    /**
     * This JDK, with everything else as the machine has it but the optimising compiler, which takes longer than it saves
     * in short runs; elsewhere it takes part.
     */
    static Conditions here() {
        return new Conditions(Path.of(System.getProperty("java.home")), List.of("-XX:TieredStopAtLevel=1"));
    }

    /**
     * Another time zone, a language whose upper case of i is not I and whose decimal sign is a comma, more threads than
     * cores in Spark, a single processor elsewhere, other partitions.
     */
    Conditions elsewhere() {
        return new Conditions(
                java,
                List.of(
                        "-Duser.timezone=Pacific/Auckland",
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-XX:ActiveProcessorCount=1",
                        "-Dspark.master=local[4]",
                        "-Dspark.sql.shuffle.partitions=3"));
    }

    /** The same on another JDK. */
    Conditions on(Path home) {
        return new Conditions(home, options);
    }

    /** JDK 25, or 17 where 25 is what runs now, where Linux keeps its JDKs; empty where there is none. */
    static Optional<Path> otherJdk() throws IOException {
        int other = Runtime.version().feature() == 25 ? 17 : 25;
        Path place = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(place)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> release(home).contains("JAVA_VERSION=\"" + other))
                    .sorted()
                    .findFirst();
        }
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException e) {
            return ""; // not a JDK
        }
    }

    /** The variables that make the script start every process so. */
    Map<String, String> environment() {
        return Map.of("JAVA_HOME", java.toString(), "PERENNIAL_JAVA_OPTS", String.join(" ", options));
    }
}
