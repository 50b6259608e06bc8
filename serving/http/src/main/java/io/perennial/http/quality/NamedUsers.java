package io.perennial.http.quality;

import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.AliasTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users of a population by the pseudonyms the decision log has for them. To find them takes a look at everybody, tens of
 * microseconds a user, so nobody waits for it: one look is done after the other, and those found last are kept. After a
 * look that failed none is begun for half a minute. For any number of threads.
 */
final class NamedUsers {

    private static final Logger LOG = LoggerFactory.getLogger(NamedUsers.class);
    private static final int MOST_KEPT = 100_000;
    private static final Finding NONE =
            new Finding(Optional.empty(), Set.of(), CompletableFuture.completedFuture(Map.of()));

    /** How long a population that could not be looked through is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final UnaryOperator<String> pseudonym;
    private final Executor worker;
    private final LongSupplier nanoTime;
    private Finding known = NONE;
    private Finding running = NONE;
    private volatile long failed;

    /**
     * Users by pseudonyms.
     *
     * @param pseudonym of a user
     * @param worker    looks at everybody
     * @param nanoTime  a clock that only goes forward
     */
    NamedUsers(UnaryOperator<String> pseudonym, Executor worker, LongSupplier nanoTime) {
        this.pseudonym = pseudonym;
        this.worker = worker;
        this.nanoTime = nanoTime;
    }

    /**
     * The users who stand behind pseudonyms, as far as they are known.
     *
     * @param users  by their pseudonyms, all that were found of the population so far
     * @param search whether more may be found
     */
    record Named(Map<String, String> users, Search search) {}

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

        boolean hasFailed() {
            return users.isCompletedExceptionally();
        }
    }

    /** The users who stand behind pseudonyms; of who is not known yet a look is begun, where none runs. */
    synchronized Named of(Set<String> pseudonyms, ServedPopulation served) {
        settle();
        if (!covers(pseudonyms, served) && running.users().isDone() && !isPausing(served)) {
            begin(known.with(pseudonyms, served), served);
        }
        Map<String, String> users = known.isOf(served) ? known.users().join() : Map.of();
        return new Named(users, search(pseudonyms, served));
    }

    private Search search(Set<String> pseudonyms, ServedPopulation served) {
        if (covers(pseudonyms, served)) {
            return Search.DONE;
        }
        return isPausing(served) ? Search.FAILED : Search.RUNNING;
    }

    /** Whether the last look at a population failed a moment ago. */
    private boolean isPausing(ServedPopulation served) {
        return running.hasFailed() && running.isOf(served) && nanoTime.getAsLong() - failed < PAUSE.toNanos();
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
        if (running.users().isDone() && !running.hasFailed()) {
            known = running;
        }
    }

    private Map<String, String> found(Set<String> asked, ServedPopulation served) {
        try {
            Map<String, String> users = new HashMap<>();
            AliasTable aliases = served.population().aliases();
            // Who was merged into another was told of under the own name before.
            served.population().forEach(row -> aliases.ids(row.user()).stream()
                    .map(pseudonym)
                    .filter(asked::contains)
                    .forEach(name -> users.put(name, row.user())));
            return users;
        } catch (RuntimeException | Error e) { // whatever it was, it is not to be tried again at once
            LOG.warn(
                    "the users of {} can't be looked through for outcomes",
                    served.id().named(),
                    e);
            failed = nanoTime.getAsLong();
            throw e;
        }
    }
}
