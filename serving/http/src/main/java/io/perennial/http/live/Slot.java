package io.perennial.http.live;

import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One name of the registry as seen so far: its journal, the version that may answer, and what was refused.
 *
 * <p>Immutable. {@link #look} gives the next one: the champion where it loads, else the version that answered before,
 * else a former champion.
 */
record Slot<T>(
        String name,
        Function<VersionFiles, T> loader,
        Optional<Standing> standing,
        Optional<Loaded<T>> loaded,
        Optional<Refusal> refusal) {

    static <T> Slot<T> empty(String name, Function<VersionFiles, T> loader) {
        return new Slot<>(name, loader, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether looking again could show something new. */
    boolean isStale(Registry registry) {
        return standing.map(registry::hasMore).orElseGet(() -> registry.names().contains(name));
    }

    Slot<T> look(Registry registry) {
        try {
            Standing now = registry.standing(name);
            if (standing.isPresent() && !now.extendsFrom(standing.get())) {
                return refusing(
                        0,
                        "the journal of " + name + " is not the one seen before with more entries;"
                                + " restore it from a copy of the registry, or restart to accept it");
            }
            return follow(registry, now);
        } catch (RegistryException e) {
            return refusing(0, e.getMessage());
        }
    }

    /** Whether something is published under the name, and nothing of it may answer. */
    boolean isUnanswered() {
        boolean isPublished = standing.isPresent() && standing.get().champion().isPresent();
        return loaded.isEmpty() && (isPublished || refusal.isPresent());
    }

    private Slot<T> follow(Registry registry, Standing now) {
        if (now.champion().isEmpty()) {
            return new Slot<>(name, loader, Optional.of(now), Optional.empty(), Optional.empty());
        }
        Slot<T> followed = new Slot<>(name, loader, Optional.of(now), loaded, Optional.empty());
        for (int version : candidates(now)) {
            if (isLoaded(version)) {
                return followed;
            }
            try {
                Loaded<T> next = load(registry, now, version);
                return new Slot<>(name, loader, followed.standing, Optional.of(next), followed.refusal);
            } catch (RuntimeException e) {
                // Whatever a version does wrong, it must not take the server with it; the reason is kept and shown.
                followed = followed.refusal.isPresent() ? followed : followed.refusing(version, e.getMessage());
            }
        }
        return followed;
    }

    /** The champion first; then what answers now, or on a cold start the champions before it. */
    private List<Integer> candidates(Standing now) {
        List<Integer> candidates = new ArrayList<>();
        now.champion().ifPresent(candidates::add);
        loaded.ifPresentOrElse(good -> candidates.add(good.id().version()), () -> candidates.addAll(now.fallbacks()));
        return candidates;
    }

    private boolean isLoaded(int version) {
        return loaded.isPresent() && loaded.get().id().version() == version;
    }

    private Loaded<T> load(Registry registry, Standing now, int version) {
        VersionFiles files = registry.open(now, version);
        ModelId id = new ModelId(name, version, files.digest());
        return new Loaded<>(id, files.manifest().facts().schema(), loader.apply(files));
    }

    private Slot<T> refusing(int version, String reason) {
        return new Slot<>(name, loader, standing, loaded, Optional.of(new Refusal(name, version, reason)));
    }
}
