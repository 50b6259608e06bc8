package io.perennial.http.ledger;

import io.perennial.http.live.Latest;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.Pseudonym;
import io.perennial.scoring.population.Population;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users who asked to be forgotten: their live events are removed, and a tombstone, from which the id can't be read,
 * masks them in every bundle and keeps later events out. Safe for many threads.
 */
public final class Erasures {

    private final EventStore store;

    /** All names of a population in the order of their pseudonyms: a map takes more than twice as much. */
    private final Latest<Population, List<Name>> names = new Latest<>(1);

    /** A name of the user with an ordinal; of a user with aliases there are several. */
    private record Name(long high, long low, int ordinal) {

        static final Comparator<Name> BY_PSEUDONYM =
                Comparator.comparingLong(Name::high).thenComparingLong(Name::low);

        static Name of(Pseudonym pseudonym, int ordinal) {
            return new Name(pseudonym.high(), pseudonym.low(), ordinal);
        }
    }

    Erasures(EventStore store) {
        this.store = store;
    }

    /** Erases a user under all of these ids, whether or not anything is known of them. */
    public void erase(List<String> ids) {
        store.erase(pseudonyms(ids));
    }

    /** Whether a user of these ids, the own first, is known and was not erased. */
    public boolean isKnown(Optional<ServedPopulation> population, List<String> ids) {
        if (isErased(ids)) {
            return false;
        }
        boolean isInBundle = population
                .flatMap(served -> served.population().user(ids.get(0)))
                .isPresent();
        return isInBundle || store.holdsAny(pseudonyms(ids));
    }

    /** Whether a user was erased under one of these ids, by whichever server on the store. */
    public boolean isErased(List<String> ids) {
        return store.isErased(pseudonyms(ids));
    }

    private List<Pseudonym> pseudonyms(List<String> ids) {
        return ids.stream().map(store.pseudonyms()::user).toList();
    }

    /** Ordinals of the erased users of a population. */
    public BitSet masked(ServedPopulation served) {
        Set<Pseudonym> erased = store.erased();
        BitSet masked = new BitSet();
        if (erased.isEmpty()) {
            return masked;
        }
        List<Name> known = names.get(served.population(), this::sorted);
        for (Pseudonym pseudonym : erased) {
            // Who was erased under one name is the same user under the name a later table of aliases has.
            int at = Collections.binarySearch(known, Name.of(pseudonym, 0), Name.BY_PSEUDONYM);
            if (at >= 0) {
                masked.set(known.get(at).ordinal());
            }
        }
        return masked;
    }

    /** A pseudonym can't be turned back, so every user's is made: about two seconds for a million users, once. */
    private List<Name> sorted(Population population) {
        List<Name> all = new ArrayList<>(population.header().users());
        int[] ordinal = {0};
        population.forEach(row -> {
            for (String id : population.aliases().ids(row.user())) {
                all.add(Name.of(store.pseudonyms().user(id), ordinal[0]));
            }
            ordinal[0]++;
        });
        all.sort(Name.BY_PSEUDONYM);
        return all;
    }
}
