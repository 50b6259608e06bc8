package io.perennial.http.report;

import io.perennial.features.feature.Language;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code report}: the page for managers, in English and Chinese, and its numbers as JSON. */
@Command(
        name = "report",
        description = "Write what a run found as a page for managers, in English and Chinese, and as JSON.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Found found;

    /** What is reported. */
    static final class Found {

        @Option(names = "--run", required = true, paramLabel = "DIR", description = "folder of the run, already scored")
        private Path run;

        @Option(
                names = "--backtest",
                required = true,
                paramLabel = "DIR",
                description = "folder of a back-test: writes its page instead")
        private Path backtest;

        @Option(
                names = "--table",
                required = true,
                paramLabel = "DIR",
                description = "folder of a run on a customer table: writes its page instead")
        private Path table;
    }

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            defaultValue = "models",
            description = "registry to take the population from where the run's bundle is gone (default: models)")
    private Path registry;

    @Override
    public Integer call() throws IOException {
        if (found.table != null) {
            return table(found.table);
        }
        return found.run == null ? backtest(found.backtest) : run(found.run);
    }

    private int table(Path run) throws IOException {
        Path folder = run.resolve("report");
        ReportWriter.write(TableReader.read(run), folder);
        spec.commandLine().getOut().println(folder.resolve(Page.file(Language.EN)));
        return 0;
    }

    private int backtest(Path folder) throws IOException {
        ReportWriter.write(BacktestReader.read(folder), folder);
        spec.commandLine().getOut().println(folder.resolve(BacktestPage.file(Language.EN)));
        return 0;
    }

    private int run(Path run) throws IOException {
        RunFiles files = new RunFiles(run);
        Report report = ReportReader.read(files, population(files));
        Path folder = run.resolve("report");
        ReportWriter.write(report, folder);
        say("%,d users as of %s", report.crowd().users(), report.frame().asOf());
        spec.commandLine().getOut().println(folder.resolve(Page.file(Language.EN)));
        return 0;
    }

    /** Of the run's own bundle, or else what was last loaded. */
    private Population population(RunFiles files) {
        if (Files.isRegularFile(files.bundle().resolve(PopulationHeader.FILE))) {
            return Population.open(files.bundle());
        }
        OptionalInt loaded = Files.isDirectory(registry)
                ? Registry.at(registry).champion(PopulationBundle.NAME)
                : OptionalInt.empty();
        if (loaded.isEmpty()) {
            throw new IllegalArgumentException("neither " + files.bundle() + " nor registry " + registry
                    + " holds a population; run `perennial score` for " + files.root() + " first");
        }
        return Population.open(Registry.at(registry).open(PopulationBundle.NAME, loaded.getAsInt()));
    }

    private void say(String format, Object... arguments) {
        spec.commandLine().getErr().println("perennial report: " + String.format(Locale.ROOT, format, arguments));
    }
}
