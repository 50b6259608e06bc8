package io.perennial.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One command of a chain.
 *
 * @param command   the command, such as {@code ingest}
 * @param arguments its arguments, without the command
 * @param inputs    files and folders it reads that no earlier step wrote
 * @param product   a file or folder that exists only once the step is complete
 */
record Step(String command, List<String> arguments, List<Path> inputs, Path product) {

    Step {
        arguments = List.copyOf(arguments);
        inputs = List.copyOf(inputs);
    }

    /** The command line a person would type for this step alone. */
    String commandLine() {
        return Stream.concat(Stream.of("perennial", command), arguments.stream())
                .map(Step::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
