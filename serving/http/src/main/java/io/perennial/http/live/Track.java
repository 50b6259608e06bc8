package io.perennial.http.live;

import io.perennial.http.live.Slot.Place;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Optional;
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
        List<Loaded<LoadedModel>> known = loaded();
        return new Track(champion.look(registry, known), challenger.look(registry, known), standby, known);
    }

    /** Has the right version stand by. */
    Track standBy(Registry registry) {
        int seen = standby.standing().map(Standing::head).orElse(0);
        if (champion.standing().map(Standing::head).orElse(0) == seen) {
            return this;
        }
        List<Loaded<LoadedModel>> known =
                Stream.concat(loaded().stream(), residents.stream()).toList();
        return new Track(champion, challenger, standby.look(registry, known), List.of());
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

    /** The challenger where there is one, else the champion. */
    Optional<LoadedModel> tried() {
        return challenger.loaded().or(champion::loaded).map(Loaded::content);
    }

    Optional<LoadedModel> answering() {
        return champion.loaded().map(Loaded::content);
    }
}
