package io.perennial.command;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that can't be used, in the words of who typed it: what is wanted, and what was given. */
final class Misuse {

    private static final Map<Class<?>, String> WANTED = Map.of(
            int.class, "a whole number",
            Integer.class, "a whole number",
            long.class, "a whole number",
            Long.class, "a whole number",
            double.class, "a number",
            Double.class, "a number",
            boolean.class, "true or false",
            LocalDate.class, "a day such as 2026-09-01",
            Instant.class, "an instant such as 2026-11-28T09:30:00Z",
            Path.class, "a file or folder of this machine");

    private Misuse() {}

    /** What is wrong, in one line. */
    static String sentence(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        ArgSpec argument = wrong.getArgSpec();
        return Optional.ofNullable(argument)
                .filter(any -> wrong.getValue() != null)
                .flatMap(Misuse::wanted)
                .map(wanted -> name(argument) + " wants " + wanted + ", not '" + wrong.getValue() + "'")
                .orElseGet(() -> wrong.getMessage().replaceFirst("^Error: ", ""));
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().get(0);
        String what = unmatched.isUnknownOption()
                ? "there is no option '" + word.replaceFirst("=.*", "") + "'"
                : "'" + word + "' is not expected here";
        return unmatched.getSuggestions().stream()
                .findFirst()
                .map(known -> what + "; did you mean '" + known + "'?")
                .orElse(what);
    }

    private static Optional<String> wanted(ArgSpec argument) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return Optional.of(Stream.of(type.getEnumConstants())
                    .map(value -> value.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", "")));
        }
        return Optional.ofNullable(WANTED.get(type));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
