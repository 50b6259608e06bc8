package io.perennial.training.table;

import io.perennial.command.Release;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code table}: a churn model of a flat customer table, judged, published and explained. */
@Command(
        name = "table",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Learns churn from a flat customer table; judges, publishes, promotes, scores and explains it.")
public final class TableCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--table",
            required = true,
            paramLabel = "FILE",
            description = "CSV with commas and a header line, one row a customer; gzip too.")
    private Path table;

    @Option(
            names = "--label",
            required = true,
            paramLabel = "COLUMN",
            description = "The column that says who churned, by one of its two values: " + Label.WORDS
                    + ", in any case; the other means stayed.")
    private String label;

    @Option(
            names = "--id",
            required = true,
            paramLabel = "COLUMN",
            description = "The column that tells customers apart.")
    private String id;

    @Option(
            names = "--groups",
            paramLabel = "FILE",
            description =
                    "CSV 'column,group': at most 8 groups, explained like dimensions; columns it does not name are"
                            + " context (default: columns that say nearly the same stand together).")
    private Path groups;

    @Option(names = "--drop", arity = "1..*", paramLabel = "COLUMN", description = "Columns not to be looked at.")
    private List<String> drop = List.of();

    @Option(
            names = "--allow-leak",
            arity = "1..*",
            paramLabel = "COLUMN",
            description = "Columns to learn from although they look like leaks.")
    private List<String> allowed = List.of();

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "A rival to be judged in the same folds beside plain logistic regression: terms, one a line,"
                    + " such as log1p(tenure) * Contract=Two year.")
    private Path against;

    @Option(
            names = "--cross-validate",
            paramLabel = "RxF",
            defaultValue = "1x5",
            description = "Repeats and folds by which the recipe is judged (default: ${DEFAULT-VALUE}).")
    private String plan;

    @Option(
            names = "--as-of",
            paramLabel = "DAY",
            description = "The day the table speaks for (default: today in UTC).")
    private LocalDate asOf;

    @Option(names = "--registry", paramLabel = "DIR", description = "Where the model goes (default: OUT/models).")
    private Path registry;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where scores and figures go.")
    private Path out;

    @Option(
            names = "--as",
            paramLabel = "WHAT",
            description = "What becomes of the model: champion, challenger (tried beside the champion) or"
                    + " published (nothing, until somebody promotes it); default: champion, unless somebody killed the"
                    + " champion or went back to an earlier one.")
    private Release release;

    @Option(names = "--csv", description = "Write scores.csv beside the Parquet.")
    private boolean csv;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Equal seeds and tables give equal models (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        TableRun.Request request = new TableRun.Request(
                table,
                label,
                id,
                Optional.ofNullable(groups),
                drop,
                allowed,
                Optional.ofNullable(against),
                plan(),
                asOf == null ? LocalDate.now(ZoneOffset.UTC) : asOf,
                registry == null ? out.resolve("models") : registry,
                out,
                Optional.ofNullable(release),
                csv,
                seed);
        TableRun run = new TableRun(request, what -> {
            err.println("perennial table: " + what);
            err.flush();
        });
        run.run().forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK;
    }

    private CrossValidation.Plan plan() {
        if (!plan.matches("\\d{1,3}x\\d{1,2}")) {
            throw new IllegalArgumentException("--cross-validate " + plan + " is not REPEATSxFOLDS such as 5x10");
        }
        String[] numbers = plan.split("x", -1);
        return new CrossValidation.Plan(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }
}
