package io.perennial.http.ledger;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.Pseudonym;
import io.perennial.scoring.population.Population;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Users who asked to be forgotten: their live events are removed, and a tombstone, from which the id can't be read,
 * masks them in every bundle and keeps later events out. Safe for many threads.
 */
public final class Erasures {

    private final EventStore store;
    private Names names = new Names(null, List.of(), Map.of());

    /**
     * The users of a population by ordinal; made once somebody was erased, and again for the next population.
     *
     * @param users   the users' own names
     * @param aliases ordinals of the users who have other names, by those
     */
    private record Names(Population population, List<Pseudonym> users, Map<Pseudonym, Integer> aliases) {}

    Erasures(EventStore store) {
        this.store = store;
    }

    /** Erases a user under all ids, whether or not anything is known of them. */
    public void erase(Optional<ServedPopulation> population, FeatureSchema schema, String id) {
        store.erase(pseudonyms(new Base(schema, population), id));
    }

    /** Whether a user is known, and was not erased. */
    public boolean isKnown(Optional<ServedPopulation> population, FeatureSchema schema, String id) {
        Base base = new Base(schema, population);
        List<Pseudonym> names = pseudonyms(base, id);
        if (store.isErased(names)) {
            return false;
        }
        boolean isInBundle = population
                .flatMap(served -> served.population().user(base.user(id)))
                .isPresent();
        return isInBundle || store.holdsAny(names);
    }

    /** Whether a user was erased under one of these ids, by whichever server on the store. */
    public boolean isErased(List<String> ids) {
        return store.isErased(ids.stream().map(store.pseudonyms()::user).toList());
    }

    private List<Pseudonym> pseudonyms(Base base, String id) {
        return base.ids(base.user(id)).stream().map(store.pseudonyms()::user).toList();
    }

    /** All ids under which a user is known. */
    public List<String> ids(Optional<ServedPopulation> population, FeatureSchema schema, String id) {
        Base base = new Base(schema, population);
        return base.ids(base.user(id));
    }

    /** Ordinals of the erased users of a population. */
    public BitSet masked(ServedPopulation served) {
        Set<Pseudonym> erased = store.erased();
        BitSet masked = new BitSet();
        if (erased.isEmpty()) {
            return masked;
        }
        Names known = names(served.population());
        for (int ordinal = 0; ordinal < known.users().size(); ordinal++) {
            if (erased.contains(known.users().get(ordinal))) {
                masked.set(ordinal);
            }
        }
        // Who was erased under one name is the same user under the name a later table of aliases has.
        known.aliases().forEach((alias, ordinal) -> masked.set(ordinal, masked.get(ordinal) || erased.contains(alias)));
        return masked;
    }

    /** A pseudonym can't be turned back, so every user's is made: about two seconds for a million users, once. */
    private synchronized Names names(Population population) {
        if (names.population() != population) {
            List<Pseudonym> users = new ArrayList<>(population.header().users());
            Map<Pseudonym, Integer> aliases = new HashMap<>();
            population.forEach(row -> {
                for (String id : population.aliases().ids(row.user())) {
                    if (!id.equals(row.user())) {
                        aliases.put(store.pseudonyms().user(id), users.size());
                    }
                }
                users.add(store.pseudonyms().user(row.user()));
            });
            names = new Names(population, users, aliases);
        }
        return names;
    }
}
