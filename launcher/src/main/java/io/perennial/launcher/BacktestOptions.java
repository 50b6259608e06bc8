package io.perennial.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code backtest}: the days, and what a contact is assumed to cost and bring. */
final class BacktestOptions {

    private static final int FOLDS = 3;

    @Option(
            names = "--as-of",
            paramLabel = "DAY",
            split = ",",
            description = "Past days to learn as of, such as 2026-01-01,2026-03-01 (default: see --folds).")
    private List<LocalDate> asOf = List.of();

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Without --as-of: the newest N days whose outcomes are known, one horizon apart (default: "
                    + FOLDS + ").")
    private Integer folds;

    @Mixin
    private WindowOptions window;

    @Option(names = "--aliases", paramLabel = "FILE", description = "CSV 'alias,user': ids that are one user.")
    private Path aliases;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "Counts here how often outcomes were looked at (default: not counted).")
    private Path registry;

    @Option(names = "--mllib", description = "Judge candidates fitted by Spark MLlib beside ours.")
    private boolean mllib;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "Resamples of users behind every interval (default: 400).")
    private Integer draws;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Users that can be contacted on one day (default: a tenth of the eligible ones).")
    private Integer capacity;

    @Option(
            names = "--contact-cost",
            paramLabel = "X",
            description = "Cost of a contact (default: 0.5 %% of the mean value if retained).")
    private Double contactCost;

    @Option(
            names = "--offer",
            paramLabel = "X",
            description = "Price of the offer a contact makes (default: 5 %% of that mean).")
    private Double offer;

    @Option(
            names = "--success",
            paramLabel = "P",
            description = "Chance that a leaver who is contacted accepts and stays (default: 0.3).")
    private Double success;

    @Option(
            names = "--study",
            description = "Also learn boosted trees of churn again without each dimension, and from fewer users.")
    private boolean study;

    /** The file of ids that are one user, if one is given. */
    Optional<Path> aliases() {
        return Optional.ofNullable(aliases);
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
    Stream<String> problems() {
        Stream<String> chance = success != null && !(success > 0 && success < 1)
                ? Stream.of("--success " + success + " is not a chance between 0 and 1")
                : Stream.empty();
        Stream<String> contacts = capacity != null && capacity < 1
                ? Stream.of("--capacity " + capacity + " is not a number of users; give 1 or more")
                : Stream.empty();
        Stream<String> noFolds = folds != null && !asOf.isEmpty()
                ? Stream.of("--folds is for a back-test without --as-of, which names the days already; leave one out")
                : Stream.empty();
        Stream<String> noAliases = aliases == null || Files.isRegularFile(aliases)
                ? Stream.empty()
                : Stream.of("--aliases " + aliases + " is not a file");
        return Stream.of(window.problems(), chance, contacts, noFolds, noAliases)
                .flatMap(problems -> problems);
    }

    /** What {@code features} is told. */
    List<String> featureArguments() {
        List<String> arguments = new ArrayList<>(window.arguments());
        arguments.add("--labels");
        arguments.addAll(
                asOf.isEmpty()
                        ? List.of("--folds", Integer.toString(folds == null ? FOLDS : folds))
                        : List.of(
                                "--as-of",
                                asOf.stream().map(LocalDate::toString).collect(Collectors.joining(","))));
        return arguments;
    }

    /** What {@code judge} is told. */
    List<String> judgeArguments() {
        List<String> arguments = new ArrayList<>(List.of("--no-table", "--seed", Long.toString(seed)));
        if (study) {
            arguments.add("--study");
        }
        add(arguments, "--registry", registry);
        add(arguments, "--draws", draws);
        add(arguments, "--capacity", capacity);
        add(arguments, "--contact-cost", contactCost);
        add(arguments, "--offer", offer);
        add(arguments, "--success", success);
        return arguments;
    }

    private static void add(List<String> arguments, String option, Object value) {
        if (value != null) {
            arguments.addAll(List.of(option, value.toString()));
        }
    }
}
