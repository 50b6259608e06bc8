package io.perennial.http.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyCompany.Batch;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.Pseudonym;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.registry.Registry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.AbstractSet;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was erased is masked in the population. */
class ErasuresTest {

    private static final int USERS = 200;

    @TempDir
    Path root;

    private int looks;

    @Test
    void masking_costs_by_the_erased_and_not_by_the_users() {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        try (EventStore store = StoreAddress.inMemory();
                LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            ServedPopulation served = served(registry, live);
            Erasures erasures = new LiveLedger(counting(store), Clock.systemUTC()).erasures();
            store.erase(List.of(
                    store.pseudonyms().user("nobody"), store.pseudonyms().user("device")));
            store.erase(List.of(store.pseudonyms().user(user(7))));
            assertEquals(Set.of(user(7), user(150)), names(served, erasures.masked(served)));
            assertEquals(3, looks);
        }
    }

    private ServedPopulation served(Registry registry, LiveState live) {
        live.refresh();
        Batch batch = new Batch(TinyCompany.AS_OF, "data", TinyCompany.ledgers(USERS), Map.of("device", user(150)));
        TinyCompany.publishPopulation(registry, live.state().requireScorer(), root.resolve("bundle"), batch);
        live.refresh();
        return live.state().population().orElseThrow();
    }

    private static String user(int number) {
        return TinyCompany.ledgers(USERS).get(number).user();
    }

    private static Set<String> names(ServedPopulation served, BitSet masked) {
        Set<String> names = new HashSet<>();
        int[] ordinal = {0};
        served.population().forEach(row -> {
            if (masked.get(ordinal[0]++)) {
                names.add(row.user());
            }
        });
        return names;
    }

    /** The store, but counting how often a tombstone is looked at. */
    private EventStore counting(EventStore store) {
        return (EventStore) Proxy.newProxyInstance(
                EventStore.class.getClassLoader(),
                new Class<?>[] {EventStore.class},
                (proxy, method, arguments) -> method.getName().equals("erased")
                        ? new Counting(store.erased())
                        : method.invoke(store, arguments));
    }

    private final class Counting extends AbstractSet<Pseudonym> {

        private final Set<Pseudonym> erased;

        Counting(Set<Pseudonym> erased) {
            this.erased = erased;
        }

        @Override
        public boolean contains(Object pseudonym) {
            looks++;
            return erased.contains(pseudonym);
        }

        @Override
        public Iterator<Pseudonym> iterator() {
            return erased.stream().peek(pseudonym -> looks++).iterator();
        }

        @Override
        public int size() {
            return erased.size();
        }
    }
}
