package io.perennial.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From nothing to a served, explained score: simulates a population (or takes a log), runs the chain, serves. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "From nothing to a served, explained score.")
final class QuickstartCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many users are simulated (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "1080",
            description = "How many days are simulated (default: ${DEFAULT-VALUE}).")
    private int days;

    @ArgGroup(exclusive = false, multiplicity = "0..*", heading = "Logs instead of a simulation, once per mapping:%n")
    private List<LogSource> sources = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "quickstart",
            description = "The folder of the run (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--no-serve", description = "Stop after the report.")
    private boolean noServe;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port to serve on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private ScoringOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        problems().findFirst().ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        Script script = Script.current();
        RunFolder folder = new RunFolder(out);
        Server server = new Server(script, options.registry(folder), options.playbook(), port);
        if (!noServe) {
            server.checkPort();
        }
        int exit = new Chain(script, folder, System.err).run(steps(folder));
        if (exit != 0) {
            return exit;
        }
        RunSummary summary = RunSummary.read(folder, options.registry(folder));
        System.out.print(summary.text());
        return noServe ? 0 : server.run(summary.invitation(port));
    }

    private Stream<String> problems() {
        Stream<String> size = Stream.of(
                        users < 1 ? "--users " + users + " is not a positive number" : "",
                        days < 1 ? "--days " + days + " is not a positive number" : "",
                        port < 1 || port > 65_535 ? "--port " + port + " is outside 1..65535" : "")
                .filter(problem -> !problem.isEmpty());
        return Stream.of(size, sources.stream().flatMap(LogSource::problems), options.problems(new RunFolder(out)))
                .flatMap(problems -> problems);
    }

    private List<Step> steps(RunFolder folder) {
        if (!sources.isEmpty()) {
            return RunPlan.steps(folder, sources, options.aliases(), options);
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Simulation.step(folder, users, days, options.seed()));
        Optional<Path> aliases = Optional.of(options.aliases().orElse(Simulation.aliases(folder)));
        steps.addAll(RunPlan.steps(folder, Simulation.logs(folder), aliases, options));
        return steps;
    }
}
