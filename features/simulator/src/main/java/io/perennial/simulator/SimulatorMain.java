package io.perennial.simulator;

import io.perennial.command.Failure;
import io.perennial.command.HouseStyle;
import picocli.CommandLine.Command;

/** The command line of the simulator. */
@Command(
        name = "perennial",
        description = "Populations with known truth.",
        subcommands = SimulateCommand.class,
        mixinStandardHelpOptions = true)
public final class SimulatorMain {

    private SimulatorMain() {}

    /** Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return HouseStyle.execute(
                HouseStyle.of(new SimulatorMain(), failure -> new Failure("cannot write: " + failure, false)), args);
    }
}
