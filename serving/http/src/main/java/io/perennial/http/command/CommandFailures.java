package io.perennial.http.command;

import io.perennial.command.Failure;
import io.perennial.features.failure.Obstacle;
import io.perennial.http.api.Problem;
import io.perennial.http.store.StoreException;
import io.perennial.scoring.registry.RegistryException;

/** Tells a user in one line what failed and how to fix it; never a stack trace. */
public final class CommandFailures {

    private CommandFailures() {}

    /** What a user is told of an exception. */
    public static Failure told(Exception failure) {
        return new Failure(message(failure), isWrongUse(failure));
    }

    private static boolean isWrongUse(Exception failure) {
        if (failure instanceof RegistryException registry) {
            return registry.kind() == RegistryException.Kind.UNKNOWN
                    || registry.kind() == RegistryException.Kind.REFUSED
                    || registry.kind() == RegistryException.Kind.NO_PERMISSION;
        }
        return failure instanceof IllegalArgumentException
                || (failure instanceof StoreException store && store.isTaken())
                || Obstacle.in(failure).filter(Obstacle::isWrongUse).isPresent()
                || (failure instanceof Problem problem && problem.kind().status() < 500);
    }

    private static String message(Exception failure) {
        String said = failure.getMessage();
        boolean isForeseen = failure instanceof RegistryException
                || failure instanceof IllegalArgumentException
                || failure instanceof StoreException
                || failure instanceof Problem;
        if (isForeseen && said != null) {
            return said;
        }
        String other = failure.getClass().getSimpleName() + ": " + said;
        return Obstacle.in(failure).map(obstacle -> obstacle.sentence(said)).orElse(other);
    }
}
