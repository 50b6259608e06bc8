package io.perennial.http.quality;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.model.ModelId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users of a population by the pseudonyms the decision log has for them. To find them takes a look at everybody, tens of
 * microseconds a user, so it is done beside the requests, one look after the other, and those found last are kept. For
 * any number of threads.
 */
final class NamedUsers {

    private static final Logger LOG = LoggerFactory.getLogger(NamedUsers.class);
    private static final int MOST_KEPT = 100_000;
    private static final Finding NONE =
            new Finding(Optional.empty(), Set.of(), CompletableFuture.completedFuture(Map.of()));

    private final UnaryOperator<String> pseudonym;
    private final Executor worker;
    private final Duration patience;
    private Finding known = NONE;
    private Finding running = NONE;

    /**
     * Users by pseudonyms.
     *
     * @param pseudonym of a user
     * @param worker    looks at everybody
     * @param patience  how long a request waits for it
     */
    NamedUsers(UnaryOperator<String> pseudonym, Executor worker, Duration patience) {
        this.pseudonym = pseudonym;
        this.worker = worker;
        this.patience = patience;
    }

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

    /**
     * The users who stand behind pseudonyms, as far as a population has them and is known.
     *
     * @return all that were found of the population; those asked for the first time may be missing while everybody is
     *     looked at for them
     * @throws Problem 503 with Retry-After while nobody of the population is known yet
     */
    Map<String, String> of(Set<String> pseudonyms, ServedPopulation served) {
        Finding finding = finding(pseudonyms, served);
        if (finding.isOf(served)) {
            await(finding);
        }
        return known(served).orElseThrow(() -> Problem.of(
                        Kind.NOT_READY,
                        "outcomes are being looked up among "
                                + served.population().header().users() + " users; try again in a moment")
                .with("Retry-After", "5"));
    }

    private void await(Finding finding) {
        try {
            finding.users().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("users are still being looked up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(Kind.BUSY, "the server is stopping").with("Retry-After", "1");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        }
    }

    /** What is known where that is enough, else what is running, which nothing new is begun beside. */
    private synchronized Finding finding(Set<String> pseudonyms, ServedPopulation served) {
        settle();
        if (known.isOf(served) && known.asked().containsAll(pseudonyms)) {
            return known;
        }
        if (running.users().isDone()) {
            Set<String> asked = known.with(pseudonyms, served);
            running = new Finding(
                    Optional.of(served.id()), asked, CompletableFuture.supplyAsync(() -> found(asked, served), worker));
        }
        return running;
    }

    private synchronized Optional<Map<String, String>> known(ServedPopulation served) {
        settle();
        return Optional.of(known).filter(found -> found.isOf(served)).map(found -> found.users()
                .join());
    }

    private void settle() {
        if (running.users().isDone() && !running.users().isCompletedExceptionally()) {
            known = running;
        }
    }

    private Map<String, String> found(Set<String> asked, ServedPopulation served) {
        Map<String, String> users = new HashMap<>();
        served.population().forEach(row -> {
            String name = pseudonym.apply(row.user());
            if (asked.contains(name)) {
                users.put(name, row.user());
            }
        });
        return users;
    }
}
