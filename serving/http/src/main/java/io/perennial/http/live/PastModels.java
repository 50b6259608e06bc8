package io.perennial.http.live;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.score.Scorer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Versions that answered in the past, opened from the registry as if they were to answer now: hashed, parsed, golden
 * rows replayed. The last few are kept, because opening one costs far more than asking it. For any number of threads.
 */
public final class PastModels {

    private static final int KEPT = 8;

    /** Clocks of those who publish differ by less: no entry can still change what was champion so long ago. */
    private static final Duration SETTLED = Duration.ofHours(1);

    private final Registry registry;
    private final Latest<String, LoadedModel> kept = new Latest<>(KEPT);
    private final Latest<Made, ServingState> states = new Latest<>(KEPT);
    private final Latest<Moment, Optional<Scorer>> moments = new Latest<>(KEPT);

    /** What a state was made of. */
    private record Made(List<ModelId> ids, ChurnGrade.Thresholds grades) {}

    /** What was champion when, beside what was open already. */
    private record Moment(Instant instant, List<ModelId> known, ChurnGrade.Thresholds grades) {}

    /** The past of a registry. */
    public PastModels(Registry registry) {
        this.registry = registry;
    }

    /**
     * The models that were champion at an instant; empty where there was no churn model then. A journal only grows, each
     * entry no earlier than the last, so that what long was is looked up once: reading the journals again for each
     * comparison took a quarter of a full explanation's time.
     *
     * @param known  versions that are open already
     * @param grades where grades of churn begin
     * @throws RuntimeException where a version can't be opened any more, or the versions do not belong together, saying
     *                          why
     */
    public Optional<Scorer> at(Instant instant, List<LoadedModel> known, ChurnGrade.Thresholds grades) {
        if (instant.isAfter(Instant.now().minus(SETTLED))) {
            return champions(instant, known, grades);
        }
        List<ModelId> ids = known.stream().map(LoadedModel::id).toList();
        return moments.get(new Moment(instant, ids, grades), any -> champions(instant, known, grades));
    }

    private Optional<Scorer> champions(Instant instant, List<LoadedModel> known, ChurnGrade.Thresholds grades) {
        return champion("churn", instant, known)
                .map(churn ->
                        new Scorer(churn, champion("ltv", instant, known), champion("trend", instant, known), grades));
    }

    /**
     * The state in which exactly these versions answer.
     *
     * @param ids    versions with their digests: churn, and others that answered with it
     * @param arm    which of the versions in traffic they were
     * @param grades where grades of churn began
     * @throws RegistryException where a version is not there any more, or is not the one with the digest
     */
    public ServingState answering(List<ModelId> ids, Arm arm, ChurnGrade.Thresholds grades) {
        return states.get(new Made(List.copyOf(ids), grades), this::made).as(arm);
    }

    private ServingState made(Made of) {
        List<ModelId> ids = of.ids();
        Scorer scorer = new Scorer(
                one("churn", ids)
                        .orElseThrow(() -> new RegistryException(
                                RegistryException.Kind.UNKNOWN, "no churn model is among the versions " + ids)),
                one("ltv", ids),
                one("trend", ids),
                of.grades());
        Optional<Answering> answering = Optional.of(Answering.of(scorer));
        // Whichever arm it was that gave the answer, these are the versions it gave it with.
        return new ServingState(answering, answering, Arm.CHAMPION, Optional.empty(), List.of(), Optional.empty());
    }

    private Optional<LoadedModel> one(String name, List<ModelId> ids) {
        return ids.stream().filter(id -> id.name().equals(name)).findFirst().map(this::exact);
    }

    private LoadedModel exact(ModelId id) {
        LoadedModel model = kept(registry.standing(id.name()), id.version());
        if (!model.id().equals(id)) {
            throw new RegistryException(
                    RegistryException.Kind.UNKNOWN,
                    id.named() + " of this registry is not the version that answered: its digest is "
                            + model.id().digest() + ", that of the answer " + id.digest());
        }
        return model;
    }

    private Optional<LoadedModel> champion(String name, Instant instant, List<LoadedModel> known) {
        Standing standing = registry.standing(name);
        OptionalInt version = standing.at(instant).champion();
        return version.isEmpty() ? Optional.empty() : Optional.of(open(standing, version.getAsInt(), known));
    }

    private LoadedModel open(Standing standing, int version, List<LoadedModel> known) {
        return known.stream()
                .filter(model ->
                        model.id().name().equals(standing.name()) && model.id().version() == version)
                .findFirst()
                .orElseGet(() -> kept(standing, version));
    }

    private LoadedModel kept(Standing standing, int version) {
        return kept.get(standing.name() + "@" + version, any -> ModelLoader.load(registry.open(standing, version)));
    }
}
