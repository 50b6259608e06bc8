package io.perennial.simulator;

import io.perennial.simulator.log.LogCounts;
import io.perennial.simulator.log.Mess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the raw logs of a simulated company, and the truth beside them. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Write the raw logs of a simulated company, with the truth beside them.%n",
            "Each log is a folder with its mapping-<name>.toml beside it. aliases.csv says whose the devices and "
                    + "phones are; truth.csv who left when, and what everybody is worth.%n"
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--users", paramLabel = "N", defaultValue = "5000", description = "Users (default: 5000).")
    private int users;

    @Option(names = "--days", paramLabel = "N", defaultValue = "1080", description = "Days of logs (default: 1080).")
    private int days;

    @Option(
            names = "--end",
            paramLabel = "DATE",
            defaultValue = "2026-10-31",
            description = "Last day of the logs (default: ${DEFAULT-VALUE}).")
    private LocalDate end;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: 1).")
    private long seed;

    @Option(names = "--tidy", description = "No duplicates, no late rows, no spoilt rows.")
    private boolean tidy;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the files go.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Simulation simulation = simulation();
        Map<String, LogCounts> counts = simulation.write(out, this::progress);
        long rows = counts.values().stream().mapToLong(LogCounts::rows).sum();
        say("wrote %,d rows of %,d users over %,d days ending %s to %s", rows, users, days, end, out);
        return 0;
    }

    private Simulation simulation() {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new ParameterException(spec.commandLine(), "--out " + out + " is a file; give a folder");
        }
        try {
            return new Simulation(users, days, end, seed, tidy ? Mess.NONE : Mess.ORDINARY);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--" + wrong.getMessage(), wrong);
        }
    }

    private void progress(int done) {
        if (done == users || done % 10_000 == 0) {
            say("%,d of %,d users", done, users);
        }
    }

    private void say(String format, Object... arguments) {
        spec.commandLine().getErr().println("perennial simulate: " + String.format(Locale.ROOT, format, arguments));
    }
}
