package io.perennial.launcher;

import java.io.IOException;
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

/** The whole chain on a real log: learns only from outcomes known before the as-of, scores everybody as of it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The whole chain on a real log: ingest, features, train, score, load, report."
                + " On a flat customer table instead: run --table FILE --label COLUMN --id COLUMN, see table --help.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "1..*", heading = "Logs, once per mapping:%n")
    private List<LogSource> sources;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder of the run.")
    private Path out;

    @Mixin
    private ScoringOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Stream.concat(sources.stream().flatMap(LogSource::problems), options.problems(new RunFolder(out)))
                .findFirst()
                .ifPresent(problem -> {
                    throw new ParameterException(spec.commandLine(), problem);
                });
        RunFolder folder = new RunFolder(out);
        List<Step> steps = RunPlan.steps(folder, sources, options.aliases(), options);
        int exit = new Chain(Script.current(), folder, System.err).run(steps);
        if (exit == 0) {
            System.out.print(RunSummary.read(folder, options.registry(folder)).text());
        }
        return exit;
    }
}
