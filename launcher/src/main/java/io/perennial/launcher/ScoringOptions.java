package io.perennial.launcher;

import io.perennial.command.Release;
import io.perennial.command.playbook.PlaybookOption;
import io.perennial.command.toml.WrongFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code run} and {@code quickstart} share: what the scores speak of, and what is written. */
final class ScoringOptions {

    private static final List<String> EXPLAIN = List.of("all", "at-risk", "none");

    @Option(
            names = "--as-of",
            paramLabel = "DAY",
            description = "The day scores speak for, such as 2026-03-01; nothing from that day on is seen "
                    + "(default: the earliest of the logs' last days, at most the day after complete_through).")
    private LocalDate asOf;

    @Mixin
    private WindowOptions window;

    @Option(names = "--aliases", paramLabel = "FILE", description = "CSV 'alias,user': ids that are one user.")
    private Path aliases;

    @Option(names = "--registry", paramLabel = "DIR", description = "Where models are published (default: OUT/models).")
    private Path registry;

    @Option(names = "--csv", description = "Write scores.csv beside the Parquet.")
    private boolean csv;

    @Option(
            names = "--explain",
            paramLabel = "WHOM",
            description = "Reasons for: all, at-risk or none (default: all up to 50,000 users, then at-risk).")
    private String explain;

    @Option(
            names = "--as",
            paramLabel = "WHAT",
            description = "What becomes of the models: champion, challenger (tried beside the champion) or"
                    + " published (nothing, until somebody promotes it); default: champion, unless somebody killed the"
                    + " champion or went back to an earlier one.")
    private Release release;

    @Option(
            names = "--keep-populations",
            paramLabel = "N",
            description = "After loading, keep the newest N populations and delete older ones, in which erased users"
                    + " still stand (default: all are kept).")
    private Integer keptPopulations;

    @Mixin
    private PlaybookOption playbook;

    @Option(names = "--mllib", description = "Judge candidates fitted by Spark MLlib beside ours.")
    private boolean mllib;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** Where models are published. */
    Path registry(RunFolder folder) {
        return registry == null ? folder.ownRegistry() : registry;
    }

    /** Whether candidates of Spark MLlib are judged as well. */
    boolean mllib() {
        return mllib;
    }

    /** The seed of everything random. */
    long seed() {
        return seed;
    }

    /** What is wrong with the values given, in words. */
    Stream<String> problems(RunFolder folder) {
        Stream<String> whom = explain == null || EXPLAIN.contains(explain)
                ? Stream.empty()
                : Stream.of("--explain " + explain + " is none of all, at-risk, none");
        Stream<String> noAliases = aliases == null || Files.isRegularFile(aliases)
                ? Stream.empty()
                : Stream.of("--aliases " + aliases + " is not a file");
        Stream<String> noneKept = keptPopulations == null || keptPopulations > 0
                ? Stream.empty()
                : Stream.of("--keep-populations " + keptPopulations + " is not 1 or more");
        return Stream.of(window.problems(), whom, noAliases, noneKept, noChampion(folder), playbookProblems())
                .flatMap(problems -> problems);
    }

    /** What is not made champion leaves it to another to score everybody. */
    private Stream<String> noChampion(RunFolder folder) {
        boolean someoneScores = release == null
                || release == Release.CHAMPION
                || Files.isDirectory(registry(folder).resolve("churn").resolve("journal"));
        return someoneScores
                ? Stream.empty()
                : Stream.of("--as " + release.id() + " needs a champion that scores everybody meanwhile, and "
                        + registry(folder) + " has none; leave --as out the first time");
    }

    /** What {@code load} is told. */
    List<String> loadArguments() {
        return keptPopulations == null ? List.of() : List.of("--keep", keptPopulations.toString());
    }

    /** What {@code train} is told. */
    List<String> trainArguments() {
        return release == null ? List.of() : List.of("--as", release.id());
    }

    /** Told before the minutes of work that come first. */
    private Stream<String> playbookProblems() {
        try {
            playbook.read();
            return Stream.empty();
        } catch (WrongFile e) {
            return Stream.of(e.getMessage());
        }
    }

    /** The playbook, if one is given. */
    Optional<Path> playbook() {
        return playbook.file();
    }

    /** The file of ids that are one user, if one is given. */
    Optional<Path> aliases() {
        return Optional.ofNullable(aliases);
    }

    /** What {@code features} is told. */
    List<String> featureArguments() {
        List<String> arguments = new ArrayList<>(window.arguments());
        if (asOf != null) {
            arguments.addAll(List.of("--as-of", asOf.toString()));
        }
        return arguments;
    }

    /** What {@code score} is told. */
    List<String> scoreArguments() {
        List<String> arguments = new ArrayList<>();
        if (csv) {
            arguments.add("--csv");
        }
        if (explain != null) {
            arguments.addAll(List.of("--explain", explain));
        }
        playbook().ifPresent(file -> arguments.addAll(List.of("--playbook", file.toString())));
        return arguments;
    }
}
