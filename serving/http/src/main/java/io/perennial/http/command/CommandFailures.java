package io.perennial.http.command;

import io.perennial.features.failure.Obstacle;
import io.perennial.http.api.Problem;
import io.perennial.scoring.registry.RegistryException;
import picocli.CommandLine;

/** Tells a user in one line what failed and how to fix it; never a stack trace. */
public final class CommandFailures implements CommandLine.IExecutionExceptionHandler {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("perennial " + command.getCommandName() + ": " + message(failure));
        return isWrongUse(failure) ? WRONG_USE : FAILED;
    }

    private static boolean isWrongUse(Exception failure) {
        if (failure instanceof RegistryException registry) {
            return registry.kind() == RegistryException.Kind.UNKNOWN
                    || registry.kind() == RegistryException.Kind.REFUSED
                    || registry.kind() == RegistryException.Kind.NO_PERMISSION;
        }
        return failure instanceof IllegalArgumentException
                || Obstacle.in(failure).filter(Obstacle::isWrongUse).isPresent()
                || (failure instanceof Problem problem && problem.kind().status() < 500);
    }

    private static String message(Exception failure) {
        String said = failure.getMessage();
        boolean isForeseen = failure instanceof RegistryException
                || failure instanceof IllegalArgumentException
                || failure instanceof Problem;
        if (isForeseen && said != null) {
            return said;
        }
        String other = failure.getClass().getSimpleName() + ": " + said;
        return Obstacle.in(failure).map(obstacle -> obstacle.sentence(said)).orElse(other);
    }
}
