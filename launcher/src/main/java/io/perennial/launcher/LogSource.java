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
            description = "How the columns of a raw log become events (TOML).")
    private Path mapping;

    @Option(
            names = "--log",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Raw logs read by the mapping before it: CSV, JSON lines or Parquet, also gzip.")
    private List<Path> logs;

    LogSource() {}

    LogSource(Path mapping, List<Path> logs) {
        this.mapping = mapping;
        this.logs = List.copyOf(logs);
    }

    /** The arguments that give this source to {@code ingest}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--mapping", mapping.toString(), "--log"));
        logs.forEach(log -> arguments.add(log.toString()));
        return arguments;
    }

    /** Every file this source reads. */
    List<Path> files() {
        return Stream.concat(Stream.of(mapping), logs.stream()).toList();
    }

    /** The first file that is not there, in words. */
    Stream<String> problems() {
        Stream<String> noMapping = Files.isRegularFile(mapping)
                ? Stream.empty()
                : Stream.of("--mapping " + mapping + " is not a file; mappings that come along are in mappings/");
        Stream<String> noLogs = logs.stream()
                .filter(log -> !log.toString().contains("*") && !Files.isReadable(log))
                .map(log -> "--log " + log + " cannot be read; give files or folders that exist");
        return Stream.concat(noMapping, noLogs);
    }
}
