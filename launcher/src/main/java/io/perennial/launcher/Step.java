package io.perennial.launcher;

import java.nio.file.Files;
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
 * @param products  files or folders that all exist only once the step is complete; the first one's text tells two
 *                  results apart
 * @param alwaysRun whether it reads what cannot be listed from here, so that only the command itself knows whether
 *                  anything changed
 */
record Step(String command, List<String> arguments, List<Path> inputs, List<Path> products, boolean alwaysRun) {

    Step {
        arguments = List.copyOf(arguments);
        inputs = List.copyOf(inputs);
        products = List.copyOf(products);
    }

    /** A step with one product, all of whose inputs can be listed. */
    Step(String command, List<String> arguments, List<Path> inputs, Path product) {
        this(command, arguments, inputs, List.of(product), false);
    }

    /** Whether everything it makes is there. */
    boolean isMade() {
        return products.stream().allMatch(Files::exists);
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
