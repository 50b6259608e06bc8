package io.perennial.http.live;

import io.perennial.http.live.Slot.Place;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The versions of one model that are kept loaded.
 *
 * @param champion   who answers
 * @param challenger who is tried beside
 * @param standby    who answers at once where the champion is taken away
 * @param residents  what was loaded before the last look, so that it need not be loaded again
 */
record Track(
        Slot<LoadedModel> champion,
        Slot<LoadedModel> challenger,
        Slot<LoadedModel> standby,
        List<Loaded<LoadedModel>> residents) {

    static Track empty(String name) {
        return new Track(
                Slot.empty(name, Place.CHAMPION, ModelLoader::load),
                Slot.empty(name, Place.CHALLENGER, ModelLoader::load),
                Slot.empty(name, Place.STANDBY, ModelLoader::load),
                List.of());
    }

    /** Looks at who answers and who is tried; nobody waits for who stands by. */
    Track look(Registry registry) {
        try {
            return look(registry, registry.standing(champion.name()));
        } catch (RegistryException e) {
            return new Track(champion.unreadable(e), challenger.unreadable(e), standby, loaded());
        }
    }

    /** Looks by a standing that was read already, where it is one of this model. */
    Track look(Registry registry, Standing now) {
        if (!now.name().equals(champion.name())) {
            return this;
        }
        // A version that answered until the last change is at hand for the next: a champion is often killed just then.
        List<Loaded<LoadedModel>> known = atHand();
        return new Track(champion.look(registry, now, known), challenger.look(registry, now, known), standby, loaded());
    }

    /** Has the right version stand by. */
    Track standBy(Registry registry) {
        int seen = standby.standing().map(Standing::head).orElse(0);
        if (champion.standing().map(Standing::head).orElse(0) == seen) {
            return this;
        }
        return new Track(champion, challenger, standby.look(registry, atHand()), List.of());
    }

    private List<Loaded<LoadedModel>> atHand() {
        return Stream.concat(loaded().stream(), residents.stream()).toList();
    }

    private List<Loaded<LoadedModel>> loaded() {
        return Stream.of(champion, challenger, standby)
                .flatMap(slot -> slot.loaded().stream())
                .toList();
    }

    /** The same without what was made for another schema. */
    Track fitting(String schema) {
        return new Track(fitting(champion, schema), fitting(challenger, schema), standby, residents);
    }

    private static Slot<LoadedModel> fitting(Slot<LoadedModel> slot, String schema) {
        return slot.loaded().map(Loaded::schema).orElse(schema).equals(schema) ? slot : slot.emptied();
    }

    /** Whether the journal still has a version tried beside the champion. */
    boolean isTrying(ModelId id) {
        return challenger
                        .standing()
                        .map(Standing::challenger)
                        .orElse(OptionalInt.empty())
                        .orElse(0)
                == id.version();
    }

    /** The challenger where there is one, else the champion. */
    Optional<LoadedModel> tried() {
        return challenger.loaded().or(champion::loaded).map(Loaded::content);
    }

    Optional<LoadedModel> answering() {
        return champion.loaded().map(Loaded::content);
    }
}
