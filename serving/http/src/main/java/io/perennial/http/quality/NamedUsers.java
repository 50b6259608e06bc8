package io.perennial.http.quality;

import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.model.ModelId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users of a population by the pseudonyms the decision log has for them. To find them takes a look at everybody, tens of
 * microseconds a user, so nobody waits for it: one look is done after the other, and those found last are kept. For any
 * number of threads.
 */
final class NamedUsers {

    private static final Logger LOG = LoggerFactory.getLogger(NamedUsers.class);
    private static final int MOST_KEPT = 100_000;
    private static final Finding NONE =
            new Finding(Optional.empty(), Set.of(), CompletableFuture.completedFuture(Map.of()));

    private final UnaryOperator<String> pseudonym;
    private final Executor worker;
    private Finding known = NONE;
    private Finding running = NONE;

    /**
     * Users by pseudonyms.
     *
     * @param pseudonym of a user
     * @param worker    looks at everybody
     */
    NamedUsers(UnaryOperator<String> pseudonym, Executor worker) {
        this.pseudonym = pseudonym;
        this.worker = worker;
    }

    /**
     * The users who stand behind pseudonyms, as far as they are known.
     *
     * @param users     by their pseudonyms, all that were found of the population so far
     * @param isPending whether more may be found, because everybody is still being looked at
     */
    record Named(Map<String, String> users, boolean isPending) {}

    /**
     * What is found, or being found.
     *
     * @param population in which; empty for none
     * @param asked      pseudonyms that are looked for
     * @param users      those of them whose users are in it
     */
    private record Finding(
            Optional<ModelId> population, Set<String> asked, CompletableFuture<Map<String, String>> users) {

        /** All that was asked of the same population, so that versions asked for in turn do not undo each other's work. */
        Set<String> with(Set<String> more, ServedPopulation served) {
            Set<String> all = new HashSet<>(more);
            if (isOf(served) && asked.size() < MOST_KEPT) {
                all.addAll(asked);
            }
            return all;
        }

        boolean isOf(ServedPopulation served) {
            return population.filter(served.id()::equals).isPresent();
        }
    }

    /** The users who stand behind pseudonyms; of who is not known yet a look is begun, where none runs. */
    synchronized Named of(Set<String> pseudonyms, ServedPopulation served) {
        settle();
        if (!covers(pseudonyms, served) && running.users().isDone()) {
            begin(known.with(pseudonyms, served), served);
        }
        Map<String, String> users = known.isOf(served) ? known.users().join() : Map.of();
        return new Named(users, !covers(pseudonyms, served));
    }

    private boolean covers(Set<String> pseudonyms, ServedPopulation served) {
        return known.isOf(served) && known.asked().containsAll(pseudonyms);
    }

    private void begin(Set<String> asked, ServedPopulation served) {
        CompletableFuture<Map<String, String>> users =
                CompletableFuture.supplyAsync(() -> found(asked, served), worker);
        running = new Finding(Optional.of(served.id()), asked, users);
    }

    private void settle() {
        if (running.users().isDone() && !running.users().isCompletedExceptionally()) {
            known = running;
        }
    }

    private Map<String, String> found(Set<String> asked, ServedPopulation served) {
        try {
            Map<String, String> users = new HashMap<>();
            served.population().forEach(row -> {
                String name = pseudonym.apply(row.user());
                if (asked.contains(name)) {
                    users.put(name, row.user());
                }
            });
            return users;
        } catch (RuntimeException e) {
            LOG.warn("the users of {} can't be looked through for outcomes", served.id(), e);
            throw e;
        }
    }
}
