package io.perennial.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Learns as of past days, predicts, and judges every family on what happened; publishes nothing. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Rolls back to past days: learns as train would have then, predicts, and judges every family and"
                + " naive rule on what happened. Publishes nothing.")
final class BacktestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "0..*", heading = "Logs, once per mapping, or an earlier run:%n")
    private List<LogSource> sources;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder of an earlier run whose log is taken.")
    private Path run;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder of the back-test.")
    private Path out;

    @Mixin
    private BacktestOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Stream.concat(problems(), options.problems()).findFirst().ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        RunFolder folder = new RunFolder(out);
        List<Step> steps = run == null
                ? BacktestPlan.ofLogs(folder, sources, options)
                : BacktestPlan.ofRun(folder, new RunFolder(run), options);
        int exit = new Chain(Script.current(), folder, System.err).run(steps);
        if (exit == 0) {
            System.out.print(Files.readString(folder.root().resolve("backtest.txt")));
            System.out.printf("%npage      %s%n", folder.root().resolve("backtest.html"));
            System.out.printf("numbers   %s%n", folder.root().resolve("backtest.json"));
            System.out.printf("rows      %s%n", folder.root().resolve("predictions"));
        }
        return exit;
    }

    private Stream<String> problems() {
        if ((run == null) == (sources == null)) {
            return Stream.of("give either --mapping M --log PATH... or --run DIR");
        }
        if (run != null && options.aliases().isPresent()) {
            return Stream.of(
                    "--aliases is for --log: the log of --run was made with its ids as they are; leave it out");
        }
        boolean isMissing =
                run != null && !Files.isRegularFile(new RunFolder(run).log().resolve("log.json"));
        return isMissing
                ? Stream.of("--run " + run + " holds no finished log; name the folder of a run")
                : Stream.ofNullable(sources).flatMap(List::stream).flatMap(LogSource::problems);
    }
}
