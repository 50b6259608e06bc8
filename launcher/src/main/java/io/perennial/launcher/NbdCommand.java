package io.perennial.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fits the whole NBD family to raw logs: ingest, then the step {@code nbd}; publishes nothing. */
@Command(
        name = "nbd",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Fits every member of the NBD family and Gamma-Gamma to raw logs. Publishes nothing. With --ledger,"
                        + " --rfm or --discrete in the place of --mapping the same of what is there already; then --out may be"
                        + " left out, and --aliases is not known.")
final class NbdCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "1..*", heading = "Logs, once per mapping:%n")
    private List<LogSource> sources;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where log/ and nbd.json go.")
    private Path out;

    @Option(names = "--aliases", paramLabel = "FILE", description = "CSV 'alias,user': ids that are one user.")
    private Path aliases;

    @Option(names = "--as-of", paramLabel = "DAY", description = "The day to speak for (default: the latest possible).")
    private LocalDate asOf;

    @Option(
            names = "--gap",
            paramLabel = "DAYS",
            description = "From the last visible day to the window (default: 0d).")
    private String gap;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            description = "Days of the window; with --discrete opportunities, such as 5 (default: 90d).")
    private String horizon;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "DAYS or WEEKS, of t_x and T in a table, and of what is printed (default: DAYS).")
    private String unit;

    @Option(names = "--user", paramLabel = "ID", description = "Also answer for this user.")
    private String user;

    @Option(
            names = "--discount",
            paramLabel = "X",
            description = "Discount a year of purchases still to come (default: 0.1).")
    private String discount;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Stream.of(
                        sources.stream().flatMap(LogSource::problems),
                        Stream.ofNullable(gap).map(WindowOptions::gapProblem).flatMap(Optional::stream),
                        Stream.ofNullable(horizon)
                                .map(WindowOptions::horizonProblem)
                                .flatMap(Optional::stream),
                        discount != null && user == null
                                ? Stream.of("--discount says nothing without --user; leave it out")
                                : Stream.<String>empty())
                .flatMap(problems -> problems)
                .findFirst()
                .ifPresent(problem -> {
                    throw new ParameterException(spec.commandLine(), problem);
                });
        RunFolder folder = new RunFolder(out);
        List<String> words = RunPlan.words("--ledger", folder.log(), "--out", out, "--no-table");
        words.addAll(options());
        Step fits = new Step(
                "nbd",
                words,
                List.of(folder.log().resolve("log.json")),
                folder.root().resolve("nbd.json"));
        Step ingest = RunPlan.ingest(folder, sources, Optional.ofNullable(aliases));
        int exit = new Chain(Script.current(), folder, System.err).run(List.of(ingest, fits));
        if (exit == 0) {
            System.out.print(Files.readString(folder.root().resolve("nbd.txt")));
        }
        return exit;
    }

    private List<String> options() {
        List<String> words = new ArrayList<>();
        Stream.of(
                        new Object[] {"--as-of", asOf},
                        new Object[] {"--gap", gap == null ? null : WindowOptions.written(gap)},
                        new Object[] {"--horizon", horizon == null ? null : WindowOptions.written(horizon)},
                        new Object[] {"--unit", unit},
                        new Object[] {"--user", user},
                        new Object[] {"--discount", discount})
                .filter(option -> option[1] != null)
                .forEach(option -> words.addAll(RunPlan.words(option)));
        return words;
    }
}
