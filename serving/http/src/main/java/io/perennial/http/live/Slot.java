package io.perennial.http.live;

import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One place to be filled from one name of the registry as seen so far: its journal, the version that fills it, and what
 * was refused.
 *
 * <p>Immutable. {@link #look} gives the next one: the first version the place asks for that loads.
 */
record Slot<T>(
        String name,
        Place place,
        Function<VersionFiles, T> loader,
        Optional<Standing> standing,
        Optional<Loaded<T>> loaded,
        Optional<Refusal> refusal) {

    /** What a slot is for. */
    enum Place {
        /** Who answers: the champion, else what answered before, else a former champion. */
        CHAMPION,
        /** Who is tried beside: the challenger, else nobody. */
        CHALLENGER,
        /** Who stands by to answer at once where the champion is taken away: the first former champion that loads. */
        STANDBY
    }

    static <T> Slot<T> empty(String name, Place place, Function<VersionFiles, T> loader) {
        return new Slot<>(name, place, loader, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with nothing in it and nothing seen. */
    Slot<T> emptied() {
        return empty(name, place, loader);
    }

    /** Whether looking again could show something new. */
    boolean isStale(Registry registry) {
        return standing.map(registry::hasMore).orElseGet(() -> registry.names().contains(name));
    }

    /** The next one; what is resident already is not loaded again. */
    Slot<T> look(Registry registry, List<Loaded<T>> residents) {
        try {
            return look(registry, registry.standing(name), residents);
        } catch (RegistryException e) {
            return unreadable(e);
        }
    }

    /** The next one by a standing that was read already. */
    Slot<T> look(Registry registry, Standing now, List<Loaded<T>> residents) {
        if (standing.isPresent() && !now.extendsFrom(standing.get())) {
            return refusing(
                    0,
                    "the journal of " + name + " is not the one seen before with more entries;"
                            + " restore it from a copy of the registry, or restart to accept it");
        }
        return follow(registry, now, residents);
    }

    /** Whether a change that was made is known already, and more that came after it. */
    boolean hasSeenBeyond(Standing changed) {
        return name.equals(changed.name())
                && standing.filter(seen -> seen.head() > changed.head() && seen.extendsFrom(changed))
                        .isPresent();
    }

    /** The same where the journal can't be read. */
    Slot<T> unreadable(RegistryException e) {
        return refusing(0, e.getMessage());
    }

    /** Whether something is published under the name, and nothing of it may answer. */
    boolean isUnanswered() {
        boolean isPublished = standing.isPresent() && standing.get().champion().isPresent();
        return loaded.isEmpty() && (isPublished || refusal.isPresent());
    }

    /** Whether the journal still lets a version answer: it is the champion, or one that stands behind it. */
    boolean allows(int version) {
        return standing.isEmpty()
                || standing.get().champion().orElse(0) == version
                || standing.get().fallbacks().contains(version);
    }

    private Slot<T> follow(Registry registry, Standing now, List<Loaded<T>> residents) {
        List<Integer> candidates = candidates(now);
        // What was taken back may not answer, even where nothing else can.
        Optional<Loaded<T>> kept =
                loaded.filter(good -> candidates.contains(good.id().version()));
        Slot<T> followed = new Slot<>(name, place, loader, Optional.of(now), kept, Optional.empty());
        for (int version : candidates) {
            if (kept.isPresent() && kept.get().id().version() == version) {
                return followed;
            }
            try {
                Loaded<T> next = load(registry, now, version, residents);
                return new Slot<>(name, place, loader, followed.standing, Optional.of(next), followed.refusal);
            } catch (RuntimeException e) {
                // Whatever a version does wrong, it must not take the server with it; the reason is kept and shown.
                String reason =
                        Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
                followed = followed.refusal.isPresent() ? followed : followed.refusing(version, reason);
            }
        }
        return followed;
    }

    private List<Integer> candidates(Standing now) {
        return switch (place) {
            case CHAMPION -> champions(now);
            case CHALLENGER -> now.challenger().stream().boxed().toList();
            case STANDBY -> now.fallbacks();
        };
    }

    /** The champion first; then what answers now, or on a cold start the champions before it. */
    private List<Integer> champions(Standing now) {
        List<Integer> champions = new ArrayList<>();
        now.champion().ifPresent(champions::add);
        loaded.map(good -> good.id().version())
                .filter(now.fallbacks()::contains)
                .ifPresent(champions::add);
        champions.addAll(now.fallbacks());
        return champions.stream().distinct().toList();
    }

    private Loaded<T> load(Registry registry, Standing now, int version, List<Loaded<T>> residents) {
        VersionFiles files = registry.open(now, version);
        ModelId id = new ModelId(name, version, files.digest());
        return residents.stream()
                .filter(resident -> resident.id().equals(id))
                .findFirst()
                .orElseGet(() -> new Loaded<>(id, files.manifest().facts().schema(), loader.apply(files)));
    }

    private Slot<T> refusing(int version, String reason) {
        return new Slot<>(name, place, loader, standing, loaded, Optional.of(new Refusal(name, version, reason)));
    }
}
