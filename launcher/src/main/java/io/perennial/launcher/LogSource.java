package io.perennial.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** A mapping file and the raw logs it reads: the options {@code --mapping M --log PATH...}, given once per kind of log. */
final class LogSource {

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
    private List<Path> logs;

    LogSource() {}

    LogSource(Path mapping, List<Path> logs) {
        this.mapping = mapping.toString();
        this.logs = List.copyOf(logs);
    }

    /** The arguments that give this source to {@code ingest}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--mapping", mapping, "--log"));
        logs.forEach(log -> arguments.add(log.toString()));
        return arguments;
    }

    /** Every file this source reads. */
    List<Path> files() {
        return Stream.concat(Stream.of(Path.of(mapping)), logs.stream()).toList();
    }

    /** What is not there, in words; whether a name is that of a built-in mapping only {@code ingest} knows. */
    Stream<String> problems() {
        boolean isPath = mapping.endsWith(".toml") || Path.of(mapping).getNameCount() > 1;
        Stream<String> noMapping = isPath && !Files.isRegularFile(Path.of(mapping))
                ? Stream.of("--mapping " + mapping + " is not a file")
                : Stream.empty();
        Stream<String> noLogs = logs.stream()
                .filter(log -> !log.toString().contains("*") && !Files.isReadable(log))
                .map(log -> "--log " + log + " cannot be read; give files or folders that exist");
        return Stream.concat(noMapping, noLogs);
    }
}
