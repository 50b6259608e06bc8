package io.perennial.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** A mapping file and the raw logs it reads: the options {@code --mapping M --log PATH...}, given once per kind of log. */
final class LogSource {

    private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "FILE",
            description = "How the columns of a raw log become events: a TOML file, or the name of a built-in mapping.")
    private String mapping;

    @Option(
            names = "--log",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Raw logs read by the mapping before it: CSV, JSON lines or Parquet, also gzip.")
    private List<String> logs;

    LogSource() {}

    LogSource(String mapping, String log) {
        this.mapping = mapping;
        this.logs = List.of(log);
    }

    /** The arguments that give this source to {@code ingest}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--mapping", mapping, "--log"));
        arguments.addAll(logs);
        return arguments;
    }

    /** Every file and folder of this disk the source reads. */
    List<Path> files() {
        return Stream.concat(Stream.of(mapping), logs.stream())
                .filter(LogSource::isOnThisDisk)
                .map(Path::of)
                .toList();
    }

    /** Whether it reads files that cannot be listed from here. */
    boolean readsUnlisted() {
        return Stream.concat(Stream.of(mapping), logs.stream()).anyMatch(path -> !isOnThisDisk(path));
    }

    /** What is not there, in words; whether a name is that of a built-in mapping only {@code ingest} knows. */
    Stream<String> problems() {
        boolean isPath = mapping.endsWith(".toml") || Path.of(mapping).getNameCount() > 1;
        Stream<String> noMapping = isPath && !Files.isRegularFile(Path.of(mapping))
                ? Stream.of("--mapping " + mapping + " is not a file")
                : Stream.empty();
        Stream<String> noLogs = logs.stream()
                .filter(log -> isOnThisDisk(log) && !Files.isReadable(Path.of(log)))
                .map(log -> "--log " + log + " cannot be read; give files or folders that exist");
        return Stream.concat(noMapping, noLogs);
    }

    /** Patterns and other file systems are left to Spark; a name of what is there is no pattern. */
    private static boolean isOnThisDisk(String path) {
        return !path.contains("://")
                && (Files.exists(Path.of(path)) || !PATTERN.matcher(path).find());
    }
}
