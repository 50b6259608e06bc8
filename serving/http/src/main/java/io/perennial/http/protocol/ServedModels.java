package io.perennial.http.protocol;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ModelCalls.AskedAs;
import io.perennial.http.live.Once;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import io.perennial.scoring.score.Scorer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The versions that may answer over the standard protocols: the champions, and any other published version, opened
 * when it is first asked for through the checks a champion passes.
 *
 * <p>Of other versions the {@value #MOST_VERSIONS} asked for last are held, and none longer than the serving state they were opened
 * beside: a registry that changed is read anew.
 */
public final class ServedModels {

    /** The models that give scores; a registry's other names hold no scores. */
    static final List<String> NAMES = List.of("churn", "ltv", "trend");

    static final int MOST_VERSIONS = 8;

    /** Seconds after which a version that is refused is worth another try: as often as a champion's is. */
    public static final String TRY_AGAIN = Long.toString(OpenedVersions.REST.toSeconds());

    private static final String NUMBER = "[1-9][0-9]{0,8}";

    private final LiveState live;
    private final Registry registry;
    private final ModelCalls calls;
    private final Function<VersionFiles, LoadedModel> loader;
    private volatile Held held = new Held(null, Map.of());

    /**
     * Versions of a registry that a live state follows.
     *
     * @param calls is told what versions are asked
     */
    public ServedModels(LiveState live, Registry registry, ModelCalls calls) {
        this(live, registry, calls, ModelLoader::load);
    }

    /** The same, opened by another loader than the one that checks everything. */
    ServedModels(LiveState live, Registry registry, ModelCalls calls, Function<VersionFiles, LoadedModel> loader) {
        this.loader = loader;
        this.live = live;
        this.registry = registry;
        this.calls = calls;
        // Whoever asks for none of them would keep all that answered before.
        live.whenSwapped(this::held);
    }

    /** Versions opened beside one state. */
    private record Held(ServingState state, Map<String, ServedModel> champions, OpenedVersions opened) {

        Held(ServingState state, Map<String, ServedModel> champions) {
            this(state, champions, new OpenedVersions(MOST_VERSIONS, System::nanoTime));
        }

        /** By identity: each look at a changed registry makes a new state, and comparing contents costs a request time. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(ServingState other) {
            return state == other;
        }
    }

    /** The problem that not everything published answers; empty where it does. */
    Optional<Problem> problem() {
        return live.state().problem();
    }

    /** Names under which scores are published. */
    List<String> names() {
        List<String> published = registry.names();
        return NAMES.stream().filter(published::contains).toList();
    }

    /** A model's journal so far. */
    Standing standing(String name) {
        requirePublished(name);
        return registry.standing(name);
    }

    /** Whether a version answers without being opened first. */
    boolean isHeld(String name, int version) {
        Held now = held();
        ServedModel champion = now.champions().get(name);
        return (champion != null && champion.id().version() == version)
                || now.opened().holds(name + "@" + version);
    }

    /** Whether the model in a path, its champion or the version there, answers without a look at the registry. */
    boolean isHeld(Map<String, String> path) {
        String name = path.get("name");
        String version = path.get("version");
        return version == null
                ? held().champions().containsKey(name)
                : version.matches(NUMBER) && isHeld(name, Integer.parseInt(version));
    }

    /** Looks at the registry now, without waiting for the next poll. */
    void look() {
        live.refresh();
    }

    /** The version an alias points to now. */
    ServedModel labelled(String name, String label) {
        return switch (label) {
            case "champion" -> champion(name);
            case "challenger" -> {
                OptionalInt challenger = standing(name).challenger();
                if (challenger.isEmpty()) {
                    throw Problem.of(Kind.UNKNOWN_MODEL, "model '" + name + "' has no challenger");
                }
                yield version(name, Integer.toString(challenger.getAsInt()));
            }
            default -> {
                requirePublished(name);
                throw Problem.of(
                        Kind.UNKNOWN_MODEL,
                        "no version has the label '" + Request.shown(label) + "'; ask for champion or challenger");
            }
        };
    }

    /** The version asked for; the champion where none is. */
    ServedModel find(String name, Optional<String> version) {
        return version.isEmpty() ? champion(name) : version(name, version.get());
    }

    /** Whether there are champions that answer. */
    boolean haveChampions() {
        return held().champions().containsKey(NAMES.get(0));
    }

    /** The champions that answer: churn, then those that score through it. */
    List<ServedModel> champions() {
        Held now = held();
        if (!now.champions().containsKey(NAMES.get(0))) {
            throw now.state().unanswered(NAMES.get(0));
        }
        return NAMES.stream()
                .map(now.champions()::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private ServedModel champion(String name) {
        Held now = held();
        ServedModel champion = now.champions().get(name);
        if (champion == null) {
            requirePublished(name);
            throw now.state().unanswered(name);
        }
        return champion;
    }

    private ServedModel version(String name, String version) {
        if (!version.matches(NUMBER)) {
            throw unknownVersion(name, version);
        }
        Held now = held();
        ServedModel champion = now.champions().get(name);
        if (champion != null && Integer.toString(champion.id().version()).equals(version)) {
            return champion;
        }
        return now.opened().get(name + "@" + version, () -> opened(now, name, Integer.parseInt(version)));
    }

    private ServedModel opened(Held now, String name, int version) {
        requirePublished(name);
        Standing standing = registry.standing(name);
        if (!standing.mayAnswer(version)) {
            throw unknownVersion(name, Integer.toString(version));
        }
        return checked(now.state(), name, standing, version);
    }

    private ServedModel checked(ServingState state, String name, Standing standing, int version) {
        try {
            LoadedModel model = loader.apply(registry.open(standing, version));
            Scorer scorer = scorer(state, name, model);
            AskedAs as = standing.challenger().equals(OptionalInt.of(version)) ? AskedAs.CHALLENGER : AskedAs.NUMBER;
            return ServedModel.of(model, scorer, new Once<>(() -> new Explainer(scorer)), as, calls);
        } catch (ModelRefusedException e) {
            throw refused(Problem.of(Kind.DAMAGED, e.getMessage()));
        } catch (RegistryException e) {
            // Only what lasts: to find it out again takes a read of the whole file.
            throw e.kind() == RegistryException.Kind.DAMAGED ? refused(Problem.of(Kind.DAMAGED, e.getMessage())) : e;
        } catch (IllegalArgumentException e) {
            throw refused(Problem.of(
                    Kind.NOT_READY,
                    name + " " + version + " can't answer beside today's champions: " + e.getMessage()));
        }
    }

    private static OpenedVersions.RefusedException refused(Problem problem) {
        return new OpenedVersions.RefusedException(problem.with("Retry-After", TRY_AGAIN));
    }

    private Held held() {
        ServingState state = live.state();
        Held now = held;
        return now.isOf(state) ? now : keep(new Held(state, champions(state)));
    }

    /**
     * Keeps them while their state answers: who took a state before a swap must not bring it back after it. Of several
     * made at once the first is everybody's, so that all wait for the same turns.
     */
    private synchronized Held keep(Held made) {
        if (held.isOf(made.state())) {
            return held;
        }
        if (made.isOf(live.state())) {
            held = made;
        }
        return made;
    }

    /** The champions, by the explainer the state has anyway: what a model explains is the same in a longer chain. */
    private Map<String, ServedModel> champions(ServingState state) {
        Map<String, ServedModel> champions = new ConcurrentHashMap<>();
        for (LoadedModel model : state.models()) {
            String name = model.id().name();
            champions.put(
                    name,
                    ServedModel.of(
                            model, scorer(state, name, model), state::requireExplainer, AskedAs.CHAMPION, calls));
        }
        return Map.copyOf(champions);
    }

    /** The models up to a role, one of them replaced: what comes after it costs time and changes nothing. */
    private static Scorer scorer(ServingState state, String role, LoadedModel model) {
        ChurnGrade.Thresholds grades = state.scorer().map(Scorer::grades).orElseGet(ChurnGrade.Thresholds::defaults);
        if (role.equals("churn")) {
            return new Scorer(model, Optional.empty(), Optional.empty(), grades);
        }
        Scorer champions = state.requireScorer();
        return role.equals("ltv")
                ? new Scorer(champions.churn(), Optional.of(model), Optional.empty(), grades)
                : new Scorer(champions.churn(), champions.ltv(), Optional.of(model), grades);
    }

    private void requirePublished(String name) {
        if (!names().contains(name)) {
            throw Problem.of(
                    Kind.UNKNOWN_MODEL,
                    "no model is called '" + Request.shown(name) + "'; there are " + String.join(", ", names()));
        }
    }

    /** The versions that answer who asks for them by their number, ascending. */
    static List<Integer> answering(Standing standing) {
        return standing.versions().stream().filter(standing::mayAnswer).toList();
    }

    private Problem unknownVersion(String name, String version) {
        requirePublished(name);
        return Problem.of(
                Kind.UNKNOWN_MODEL,
                "model '" + name + "' has no version '" + Request.shown(version) + "' that may answer; there are "
                        + answering(registry.standing(name)));
    }
}
