package io.perennial.training.family;

import io.perennial.features.time.DayCount;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.training.data.PurchaseLedger;
import io.perennial.training.evaluation.JsonFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nbd}: the whole NBD family fitted to one log or table, on one page. */
@Command(
        name = "nbd",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Fits every member of the NBD family and Gamma-Gamma; prints parameters, errors, tests, verdicts,"
                + " forecasts and which would be served. Publishes nothing.")
public final class NbdCommand implements Callable<Integer> {

    /** For each source the options that it has no use for. */
    private static final Map<String, List<String>> USELESS = Map.of(
            "--discrete", List.of("--as-of", "--gap", "--unit", "--user", "--discount", "--covariates", "--penalty"),
            "--rfm", List.of("--as-of"),
            "--ledger", List.of("--covariates"));

    @Spec
    private CommandSpec spec;

    /** Where purchases come from. */
    static final class Source {
        @Option(
                names = "--ledger",
                required = true,
                paramLabel = "DIR",
                description = "Log folder that `perennial ingest` wrote: RUN/log of a run.")
        private Path ledger;

        @Option(
                names = "--rfm",
                required = true,
                paramLabel = "FILE",
                description =
                        "CSV, one row a user: x repeats, t_x, T, perhaps id, mean_basket and covariates; gzip too.")
        private Path rfm;

        @Option(
                names = "--discrete",
                required = true,
                paramLabel = "FILE",
                description = "CSV of opportunities such as years, for the BG/BB: x, t_x, n, perhaps users a row.")
        private Path discrete;
    }

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--as-of", paramLabel = "DAY", description = "With --ledger (default: the latest it allows).")
    private LocalDate asOf;

    @Option(
            names = "--gap",
            paramLabel = "DAYS",
            defaultValue = "0d",
            description = "Days from the last visible one to the window (default: ${DEFAULT-VALUE}).")
    private String gap;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            defaultValue = "90d",
            description = "Days of the window; with --discrete opportunities, such as 5 (default: ${DEFAULT-VALUE}).")
    private String horizon;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            defaultValue = "DAYS",
            description = "DAYS or WEEKS: of t_x and T in a table, and of what is printed (default: ${DEFAULT-VALUE}).")
    private TimeUnit unit;

    @Option(names = "--user", paramLabel = "ID", description = "Also answer for this user.")
    private String user;

    @Option(
            names = "--discount",
            paramLabel = "X",
            defaultValue = "0.1",
            description = "Discount a year of purchases still to come (default: ${DEFAULT-VALUE}).")
    private double discount;

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns of --rfm by which rates of buying and leaving may differ.")
    private List<String> covariates = List.of();

    @Option(
            names = "--penalty",
            paramLabel = "X",
            defaultValue = "0",
            description = "L2 on the logarithms and coefficients of the fits with covariates (default: none).")
    private double penalty;

    @Option(names = "--out", paramLabel = "DIR", description = "Write nbd.json and nbd.txt here.")
    private Path out;

    @Option(names = "--no-table", description = "Do not print the table, which is in nbd.txt as well.")
    private boolean silent;

    @Override
    public Integer call() throws IOException {
        refuseUseless();
        if (source.discrete != null) {
            DiscreteStudy.Report report = DiscreteStudy.of(source.discrete, (int) days("--horizon", horizon));
            return tell(report, DiscreteText.lines(report));
        }
        FamilyStudy.Question question = new FamilyStudy.Question(
                new FutureWindow(days("--gap", gap), days("--horizon", horizon)),
                unit,
                discount,
                penalty,
                Optional.ofNullable(user));
        FamilyReport report = new FamilyStudy(buyers(), question).run();
        return tell(report, FamilyText.lines(report));
    }

    /** What is given but can't be meant is refused: ignored in silence it would look as if it had been heeded. */
    private void refuseUseless() {
        CommandLine.ParseResult given = spec.commandLine().getParseResult();
        USELESS.forEach((from, options) -> options.stream()
                .filter(option -> given.hasMatchedOption(from) && given.hasMatchedOption(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new ParameterException(
                            spec.commandLine(), option + " says nothing together with " + from + "; leave it out");
                }));
        if (given.hasMatchedOption("--discount") && !given.hasMatchedOption("--user")) {
            throw new ParameterException(spec.commandLine(), "--discount says nothing without --user; leave it out");
        }
    }

    private Buyers buyers() throws IOException {
        if (source.rfm != null) {
            return RfmTable.read(source.rfm, covariates, unit);
        }
        return Buyers.of(PurchaseLedger.read(source.ledger, Optional.ofNullable(asOf)));
    }

    private int tell(Object report, List<String> lines) throws IOException {
        if (!silent) {
            PrintWriter to = spec.commandLine().getOut();
            lines.forEach(to::println);
            to.flush();
        }
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("nbd.txt"), String.join("\n", lines) + "\n");
            JsonFile.write(out.resolve("nbd.json"), report);
        }
        return ExitCode.OK;
    }

    private static double days(String option, String text) {
        return DayCount.read(text)
                .orElseThrow(() -> new IllegalArgumentException(option + " " + text + " " + DayCount.REFUSAL));
    }
}
