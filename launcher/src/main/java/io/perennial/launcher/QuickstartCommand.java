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

    private static final int USERS = 5_000;
    private static final int DAYS = 1_080;
    private static final int PORT = 8_080;
    private static final String IDLE_SIMULATION = " is of a simulation, and a log is given; leave one out";

    @Spec
    private CommandSpec spec;

    @Option(names = "--users", paramLabel = "N", description = "How many users are simulated (default: " + USERS + ").")
    private Integer users;

    @Option(names = "--days", paramLabel = "N", description = "How many days are simulated (default: " + DAYS + ").")
    private Integer days;

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

    @Option(names = "--port", paramLabel = "N", description = "The port to serve on (default: " + PORT + ").")
    private Integer port;

    @Mixin
    private ScoringOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        problems().findFirst().ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        Script script = Script.current();
        RunFolder folder = new RunFolder(out);
        Server server = new Server(script, options.registry(folder), options.playbook(), given(port, PORT));
        if (!noServe) {
            server.checkPort();
        }
        int exit = new Chain(script, folder, System.err).run(steps(folder));
        if (exit != 0) {
            return exit;
        }
        RunSummary summary = RunSummary.read(folder, options.registry(folder));
        System.out.print(summary.text());
        return noServe ? 0 : server.run(summary.invitation(given(port, PORT)));
    }

    private Stream<String> problems() {
        Stream<String> size = Stream.of(
                        given(users, USERS) < 1 ? "--users " + users + " is not a positive number" : "",
                        given(days, DAYS) < 1 ? "--days " + days + " is not a positive number" : "",
                        given(port, PORT) < 1 || given(port, PORT) > 65_535
                                ? "--port " + port + " is outside 1..65535"
                                : "",
                        isSimulating() || users == null ? "" : "--users" + IDLE_SIMULATION,
                        isSimulating() || days == null ? "" : "--days" + IDLE_SIMULATION,
                        noServe && port != null ? "--port says nothing beside --no-serve; leave one out" : "")
                .filter(problem -> !problem.isEmpty());
        return Stream.of(size, sources.stream().flatMap(LogSource::problems), options.problems(new RunFolder(out)))
                .flatMap(problems -> problems);
    }

    private boolean isSimulating() {
        return sources.isEmpty();
    }

    private static int given(Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private List<Step> steps(RunFolder folder) {
        if (!isSimulating()) {
            return RunPlan.steps(folder, sources, options.aliases(), options);
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Simulation.step(folder, given(users, USERS), given(days, DAYS), options.seed()));
        Optional<Path> aliases = Optional.of(options.aliases().orElse(Simulation.aliases(folder)));
        steps.addAll(RunPlan.steps(folder, Simulation.logs(folder), aliases, options));
        return steps;
    }
}
