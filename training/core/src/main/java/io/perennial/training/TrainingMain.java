package io.perennial.training;

import io.perennial.command.Failure;
import io.perennial.command.HouseStyle;
import io.perennial.features.failure.Obstacle;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.training.backtest.JudgeCommand;
import io.perennial.training.bench.BenchCommand;
import io.perennial.training.family.NbdCommand;
import io.perennial.training.table.TableCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** The commands of the training process. */
@CommandLine.Command(
        name = "perennial",
        description = "Learns models from snapshots; measures scores and explanations.",
        mixinStandardHelpOptions = true,
        subcommands = {TrainCommand.class, TableCommand.class, JudgeCommand.class, NbdCommand.class, BenchCommand.class
        })
public final class TrainingMain {

    private TrainingMain() {}

    /** Runs one command; exits 0 when done, 1 when failed, 2 on wrong use. */
    public static void main(String[] args) {
        // Tribuo finds methods by names it puts in upper case; a Turkish i becomes another letter than the method has.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /** Runs one command, writing to the given streams, and gives its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return HouseStyle.execute(
                HouseStyle.of(new TrainingMain(), TrainingMain::told)
                        .setOut(out)
                        .setErr(err),
                args);
    }

    /** Says in one line what failed: what we refuse in its own words, what the machine refuses with its remedy. */
    private static Failure told(Exception failure) {
        Optional<Obstacle> obstacle = failure instanceof RegistryException ? Optional.empty() : Obstacle.in(failure);
        boolean isOurs = failure instanceof IllegalArgumentException
                || failure instanceof RegistryException
                || failure instanceof IllegalStateException;
        String text = obstacle.map(found -> found.sentence(failure.getMessage()))
                .orElse(isOurs ? failure.getMessage() : "failed: " + failure + because(failure));
        return new Failure(text, isWrongUse(failure, obstacle));
    }

    private static String because(Exception failure) {
        return failure.getCause() == null ? "" : ", because of " + failure.getCause();
    }

    private static boolean isWrongUse(Exception failure, Optional<Obstacle> obstacle) {
        return failure instanceof IllegalArgumentException
                || obstacle.filter(Obstacle::isWrongUse).isPresent()
                || (failure instanceof RegistryException registry
                        && registry.kind() == RegistryException.Kind.NO_PERMISSION);
    }
}
